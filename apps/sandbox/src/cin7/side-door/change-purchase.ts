import { z } from 'zod';
import { InvoiceDescription, PurchaseDescription } from '../../company/purchase-description.js';
import type { InvoicePart, Purchase } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import { buildCreditNote } from '../seed/build-credit-note.js';
import { buildInvoice } from '../seed/build-invoice.js';
import { buildCharge, buildLine, lineDefaults } from '../seed/build-lines.js';
import { buildReceipts } from '../seed/build-receipts.js';

const InvoiceChange = InvoiceDescription.partial();

const PurchaseChange = PurchaseDescription.omit({
  invoices: true,
  type: true,
  voided: true,
  lastUpdated: true,
}).extend({
  /** By place: the first change is for the first invoice; one more than there are adds an invoice. */
  invoices: z.array(InvoiceChange).optional(),
});

type Change = z.infer<typeof PurchaseChange>;

/** Changes what is named and leaves the rest. It asks for no gates: it is what a user might have done by hand. */
export function changePurchase(tenant: Tenant, purchase: Purchase, body: unknown): void {
  const change = PurchaseChange.parse(body);
  changeHeader(tenant, purchase, change);
  changeOrder(tenant, purchase, change);
  for (const [index, each] of (change.invoices ?? []).entries())
    changeInvoice(tenant, purchase, { change: each, index });
  if (change.received !== undefined) purchase.receipts = buildReceipts(tenant, purchase, change.received);
  if (change.creditNotes !== undefined)
    purchase.creditNotes = change.creditNotes.map((note) => buildCreditNote(tenant, purchase, note));
}

function changeHeader(tenant: Tenant, purchase: Purchase, change: Change): void {
  const supplier = change.supplierId === undefined ? undefined : tenant.suppliers.get(change.supplierId);
  if (supplier !== undefined) {
    purchase.supplierId = supplier.id;
    purchase.supplierName = supplier.name;
    purchase.currency = supplier.currency;
  }
  purchase.orderDate = change.orderDate ?? purchase.orderDate;
  purchase.currencyRate = change.currencyRate ?? purchase.currencyRate;
  purchase.terms = change.terms ?? purchase.terms;
  purchase.location = change.location ?? purchase.location;
  purchase.note = change.note ?? purchase.note;
  purchase.taxCalculation = change.taxCalculation ?? purchase.taxCalculation;
  if (change.requiredBy !== undefined) purchase.requiredBy = change.requiredBy;
}

function changeOrder(tenant: Tenant, purchase: Purchase, change: Change): void {
  const { order } = purchase;
  order.status = change.orderStatus ?? order.status;
  order.lines =
    change.orderLines?.map((line) => buildLine(tenant, line, lineDefaults(purchase))) ?? order.lines;
  order.charges =
    change.orderCharges?.map((charge) => buildCharge(tenant, charge, lineDefaults(purchase))) ??
    order.charges;
}

function changeInvoice(
  tenant: Tenant,
  purchase: Purchase,
  { change, index }: { change: z.infer<typeof InvoiceChange>; index: number },
): void {
  const earlier = purchase.invoices[index];
  const described = {
    ...change,
    number: change.number === undefined ? (earlier?.number ?? null) : change.number,
    date: change.date === undefined ? (earlier?.date ?? null) : change.date,
  };
  const built = buildInvoice(tenant, purchase, { invoice: described, index });
  if (earlier === undefined) purchase.invoices.push(built);
  else purchase.invoices[index] = changed(earlier, built, change);
}

function changed(
  earlier: InvoicePart,
  built: InvoicePart,
  change: z.infer<typeof InvoiceChange>,
): InvoicePart {
  const isPaidAnew = change.payments !== undefined || change.status === 'PAID';
  return {
    ...earlier,
    number: built.number,
    date: built.date,
    dueDate: change.dueDate !== undefined || change.date !== undefined ? built.dueDate : earlier.dueDate,
    status: change.status ?? earlier.status,
    currencyRate: change.currencyRate !== undefined ? built.currencyRate : earlier.currencyRate,
    lines: change.lines === undefined ? earlier.lines : built.lines,
    charges: change.charges === undefined ? earlier.charges : built.charges,
    payments: isPaidAnew ? built.payments : earlier.payments,
  };
}
