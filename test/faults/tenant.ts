import { expect } from '@jest/globals';
import { type Company, INVENTORY, openCompany } from '../e2e/company.js';
import { eventually } from '../e2e/eventually.js';
import type { Json } from '../e2e/json-client.js';
import type { System } from '../e2e/system.js';
import type { Rig } from './rig.js';

const PRICE = 25.1;
const CHECK_LIMIT_MS = 60_000;

/** A customer whose invoices are watched from Cin7 to QuickBooks' own books, and compared there. */
export class Tenant {
  private readonly numbers: string[] = [];

  private constructor(
    private readonly rig: Rig,
    readonly company: Company,
    private readonly supplierId: string,
  ) {}

  /** With one invoice that has gone all the way, so that the next one needs nothing but itself. */
  static async open(rig: Rig): Promise<Tenant> {
    const company = await openCompany(rig as unknown as System, { accounts: INVENTORY });
    const supplier = await rig.cin7.post(company.cin7('/suppliers'), { name: 'Tidewater Rope Works' });
    const tenant = new Tenant(rig, company, supplier.ID);
    await tenant.addInvoices(1);
    await tenant.readNow();
    await tenant.settled();
    return tenant;
  }

  get invoices(): number {
    return this.numbers.length;
  }

  async addInvoices(count: number): Promise<void> {
    for (let each = 0; each < count; each += 1) {
      const number = `TW-${1_000 + this.numbers.length}`;
      await this.rig.cin7.post(this.company.cin7('/purchases'), {
        type: 'simple',
        supplierId: this.supplierId,
        invoices: [
          {
            number,
            date: '2026-11-02',
            status: 'AUTHORISED',
            lines: [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity: 5, price: PRICE, tax: 0 }],
          },
        ],
      });
      this.numbers.push(number);
    }
  }

  /** The timetable says that Cin7 is to be read now, or soon: no bell, no console. */
  async readNow({ inSeconds } = { inSeconds: 0 }): Promise<void> {
    await this.rig.sql(
      `update timetable set next_due_at = now() + $2 * interval '1 second' where pipeline_id = $1`,
      [this.company.pipelineId, inSeconds],
    );
  }

  /** Invoices that the poller has not seen yet are read as soon as it can. */
  async addAndRead(count: number): Promise<void> {
    await this.addInvoices(count);
    await this.readNow();
  }

  async books(): Promise<Json[]> {
    const { bills } = await this.rig.quickBooks.get(this.company.quickBooks('/ledger'));
    return bills;
  }

  /** How many postings are in a state. */
  async count(state: string): Promise<number> {
    const [row] = await this.rig.sql<{ count: number }>(
      `select count(*)::int as count from posting where pipeline_id = $1 and kind = 'bill' and state = $2`,
      [this.company.pipelineId, state],
    );
    return row?.count ?? 0;
  }

  /** Waits until each invoice is one bill to the cent in QuickBooks, and posted here. Gives how long that took, in ms. */
  async settled(limitMs = CHECK_LIMIT_MS): Promise<number> {
    const begunAt = performance.now();
    await eventually(
      `${this.invoices} bills are posted`,
      async () => {
        const posted = await this.count('posted');
        if (posted === this.invoices) return true;
        throw new Error(JSON.stringify(await this.states()));
      },
      limitMs,
    );
    const tookMs = performance.now() - begunAt;
    await this.check();
    return tookMs;
  }

  /** P1 and P2: nothing twice, nothing lost, to the cent, by the books of QuickBooks alone. */
  async check(): Promise<void> {
    const books = await this.books();
    expect(books.map(({ docNumber }) => docNumber).sort()).toEqual([...this.numbers].sort());
    expect(new Set(books.map(({ total }) => total))).toEqual(new Set([(PRICE * 5).toFixed(2)]));
  }

  /** The writes of bills that QuickBooks was asked for, by request id: how often each came. */
  async writes(): Promise<Map<string, number>> {
    const { calls } = await this.rig.quickBooks.get('/calls');
    const counts = new Map<string, number>();
    for (const { method, path, query } of calls)
      if (method === 'POST' && path.endsWith(`/${this.company.realmId}/bill`))
        counts.set(query.requestid, (counts.get(query.requestid) ?? 0) + 1);
    return counts;
  }

  private async states(): Promise<unknown> {
    const [postings, runs, failures] = await Promise.all([
      this.rig.sql('select state, count(*)::int from posting where pipeline_id = $1 group by state', [
        this.company.pipelineId,
      ]),
      this.rig.sql(
        `select record_type, state, error, not_before from sync_run where pipeline_id = $1 and state in ('queued', 'running')`,
        [this.company.pipelineId],
      ),
      this.rig.sql('select queue, reason, times from failed_job'),
    ]);
    return { postings, runs, failures };
  }
}
