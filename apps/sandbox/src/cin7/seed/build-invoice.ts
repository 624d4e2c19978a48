import type { InvoiceDescription } from '../../company/purchase-description.js';
import { nextId } from '../model/identifiers.js';
import type { InvoicePart, Purchase } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import { documentAmounts } from '../rules/document-amounts.js';
import { dueDate } from '../rules/due-date.js';
import { buildCharge, buildLine, lineDefaults } from './build-lines.js';
import { buildPayment } from './build-payment.js';

/** A simple purchase has one invoice under its own id; every other one has a task of its own for each group. */
export function buildInvoice(
  tenant: Tenant,
  purchase: Purchase,
  { invoice, index }: { invoice: InvoiceDescription; index: number },
): InvoicePart {
  const isSimple = purchase.type === 'simple';
  const status = invoice.status ?? 'AUTHORISED';
  const built: InvoicePart = {
    taskId: isSimple ? purchase.id : nextId(tenant),
    group: isSimple ? 0 : index + 1,
    number: invoice.number,
    date: invoice.date,
    dueDate: dueDateOf(tenant, purchase, invoice),
    status,
    currencyRate: isSimple ? (invoice.currencyRate ?? null) : (invoice.currencyRate ?? purchase.currencyRate),
    lines: (invoice.lines ?? []).map((line) => buildLine(tenant, line, lineDefaults(purchase))),
    charges: (invoice.charges ?? []).map((charge) => buildCharge(tenant, charge, lineDefaults(purchase))),
    payments: [],
  };
  const amount = documentAmounts(built, purchase.taxCalculation).total;
  const payments = invoice.payments ?? (status === 'PAID' ? [{ amount }] : []);
  built.payments = payments.map((payment) => buildPayment(tenant, purchase, payment));
  return built;
}

function dueDateOf(tenant: Tenant, purchase: Purchase, invoice: InvoiceDescription): string | null {
  if (invoice.dueDate !== undefined) return invoice.dueDate;
  if (invoice.date === null || invoice.status === 'DRAFT') return null;
  const term = tenant.books.paymentTerms.find((each) => each.name === purchase.terms);
  return dueDate(invoice.date, term);
}
