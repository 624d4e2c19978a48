import type { CreditNotePart, InvoicePart, Purchase } from '../model/purchase.js';
import { documentAmounts } from '../rules/document-amounts.js';
import { isBilled, isCredited } from '../rules/purchase-status.js';
import { type SideDoorCall, type SideDoorRoutes, tenantOf } from './side-door-call.js';

/** What a bookkeeper would count: every order, invoice and credit note once, with its total to the cent. */
function ledger(call: SideDoorCall): object {
  const tenant = tenantOf(call);
  const purchases = tenant.purchases.all().map(({ purchase }) => purchase);
  const invoices = purchases.flatMap((purchase) =>
    purchase.invoices
      .filter((each) => each.status !== 'NOT AVAILABLE')
      .map((each) => invoiceEntry(purchase, each)),
  );
  return {
    suppliers: tenant.suppliers.all().length,
    deprecatedSuppliers: tenant.suppliers.all().filter((supplier) => supplier.isDeprecated).length,
    purchases: purchases.length,
    orders: purchases.filter(({ order }) => order.status === 'AUTHORISED').map(orderEntry),
    invoices,
    creditNotes: purchases.flatMap((purchase) =>
      purchase.creditNotes.filter(isCredited).map((each) => creditNoteEntry(purchase, each)),
    ),
    totals: totals(invoices),
  };
}

function orderEntry(purchase: Purchase) {
  const { order, currency, orderDate: date, taxCalculation } = purchase;
  const { tax, total } = documentAmounts(order, taxCalculation);
  return {
    ...origin(purchase),
    status: order.status,
    date,
    currency,
    currencyRate: purchase.currencyRate,
    tax: tax.toFixed(2),
    total: total.toFixed(2),
  };
}

type Entry = ReturnType<typeof invoiceEntry>;

function invoiceEntry(purchase: Purchase, invoice: InvoicePart) {
  const amounts = documentAmounts(invoice, purchase.taxCalculation);
  return {
    ...origin(purchase),
    /** The task id where there is one; a simple purchase has only itself. */
    invoiceKey: purchase.type === 'simple' ? purchase.id : invoice.taskId,
    number: invoice.number,
    status: invoice.status,
    isBilled: isBilled(invoice),
    date: invoice.date,
    dueDate: invoice.dueDate,
    currency: purchase.currency,
    currencyRate: invoice.currencyRate ?? purchase.currencyRate,
    tax: amounts.tax.toFixed(2),
    total: amounts.total.toFixed(2),
    accounts: [...new Set([...invoice.lines, ...invoice.charges].map((each) => each.account))],
    files: purchase.attachments.map(({ fileName }) => fileName),
  };
}

function creditNoteEntry(purchase: Purchase, note: CreditNotePart): object {
  const amounts = documentAmounts(note, purchase.taxCalculation);
  return {
    ...origin(purchase),
    creditNoteKey: note.taskId,
    number: note.number,
    invoiceNumber: note.invoiceNumber,
    status: note.status,
    date: note.date,
    currency: purchase.currency,
    currencyRate: purchase.currencyRate,
    tax: amounts.tax.toFixed(2),
    total: amounts.total.toFixed(2),
  };
}

function origin(purchase: Purchase) {
  const { id: purchaseId, orderNumber, type, supplierId, supplierName } = purchase;
  return { purchaseId, orderNumber, type, supplierId, supplierName };
}

/** Billed invoices by currency. */
function totals(entries: readonly Entry[]): Record<string, { invoices: number; total: string }> {
  const cents = new Map<string, { invoices: number; cents: number }>();
  for (const entry of entries.filter((each) => each.isBilled)) {
    const sum = cents.get(entry.currency) ?? { invoices: 0, cents: 0 };
    sum.invoices += 1;
    sum.cents += Math.round(Number(entry.total) * 100);
    cents.set(entry.currency, sum);
  }
  return Object.fromEntries(
    [...cents].map(([currency, sum]) => [
      currency,
      { invoices: sum.invoices, total: (sum.cents / 100).toFixed(2) },
    ]),
  );
}

export const ledgerActions: SideDoorRoutes = [['GET accounts/:accountId/ledger', ledger]];
