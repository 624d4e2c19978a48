import { dateIn, type Fields, numberIn, textIn } from '../http/body.js';
import { refuse } from '../http/refuse.js';
import type { InvoicePart, Purchase } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import { dueDate } from '../rules/due-date.js';
import { lockDateGate } from '../rules/gates/lock-date-gate.js';
import { settle } from '../rules/settle-invoice.js';
import { writtenStatus } from './purchase-orders.js';
import { writtenParts } from './written-lines.js';

/** Puts the content of a POST into an invoice. Its task and its payments stay. */
export function writeInvoice(
  tenant: Tenant,
  purchase: Purchase,
  fields: Fields,
  earlier: InvoicePart,
): InvoicePart {
  const status = writtenStatus(fields);
  const date = dateIn(fields, 'InvoiceDate') ?? earlier.date ?? purchase.orderDate;
  refuse(lockDateGate(tenant.settings.lockDate, date));
  const term = tenant.books.paymentTerms.find((each) => each.name === purchase.terms);
  const invoice: InvoicePart = {
    ...earlier,
    ...writtenParts(tenant, fields, { kind: 'invoice', calculation: purchase.taxCalculation }),
    status,
    date,
    number: textIn(fields, 'InvoiceNumber') ?? earlier.number ?? automaticNumber(purchase),
    dueDate: dateIn(fields, 'InvoiceDueDate') ?? (status === 'AUTHORISED' ? dueDate(date, term) : null),
    currencyRate: numberIn(fields, 'CurrencyRate') ?? earlier.currencyRate,
  };
  settle(purchase, invoice);
  return invoice;
}

/** INV-00103 for the first, INV-00103/2 for the second. */
function automaticNumber(purchase: Purchase): string {
  const number = purchase.orderNumber.replace(/^\D*/, 'INV-');
  const earlier = purchase.invoices.filter(
    (invoice) => invoice.number !== null && invoice.number !== '',
  ).length;
  return earlier === 0 ? number : `${number}/${earlier + 1}`;
}

export function emptyInvoice(of: {
  taskId: string;
  group: number;
  currencyRate: number | null;
}): InvoicePart {
  return {
    ...of,
    number: null,
    date: null,
    dueDate: null,
    status: 'DRAFT',
    lines: [],
    charges: [],
    payments: [],
  };
}
