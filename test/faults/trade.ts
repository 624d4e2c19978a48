import type { Company } from '../e2e/company.js';
import type { Json } from '../e2e/json-client.js';
import type { System } from '../e2e/system.js';

const rope = (quantity: number) => ({ sku: 'ROPE-12', name: 'Rope 12 mm', quantity, price: 25.1, tax: 0 });

/** What a customer does in Cin7 while services die. */
export class Trade {
  private count = 0;

  constructor(
    private readonly system: System,
    private readonly company: Company,
  ) {}

  /** As `buy`, with the supplier's paper on it; each of its bills gets a copy. Gives the purchase's id. */
  async buyWithFile(): Promise<string> {
    return this.buy([
      { fileName: `paper ${this.count + 1}.pdf`, content: btoa(`%PDF-1.7 ${this.count + 1}`) },
    ]);
  }

  /** A new supplier, an order of ten pieces, two invoices that deliver on it, and a credit. Gives the purchase's id. */
  async buy(attachments: readonly Json[] = []): Promise<string> {
    this.count += 1;
    const number = `T${this.count}`;
    const supplier = await this.cin7('/suppliers', { name: `Supplier ${number}` });
    const document = (name: string, date: string, quantity: number) => ({
      number: `${name}-${number}`,
      date,
      status: 'AUTHORISED',
      lines: [rope(quantity)],
    });
    const purchase = await this.cin7('/purchases', {
      attachments,
      type: 'advanced',
      supplierId: supplier.ID,
      orderLines: [rope(10)],
      orderStatus: 'AUTHORISED',
      received: 'none',
      invoices: [document('A', '2026-11-02', 4), document('B', '2026-11-03', 5)],
      creditNotes: [document('C', '2026-11-05', 1)],
    });
    return purchase.ID;
  }

  /** The first invoice is for another quantity now. */
  async edit(purchaseId: string): Promise<void> {
    this.count += 1;
    await this.system.cin7.patch(this.company.cin7(`/purchases/${purchaseId}`), {
      invoices: [{ status: 'AUTHORISED', lines: [rope(11 + this.count)] }],
    });
  }

  async takeBack(purchaseId: string): Promise<void> {
    await this.cin7(`/purchases/${purchaseId}/void`, {});
  }

  private cin7(path: string, body: Json): Promise<Json> {
    return this.system.cin7.post(this.company.cin7(path), body);
  }
}
