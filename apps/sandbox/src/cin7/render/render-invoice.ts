import type { InvoicePart, Purchase } from '../model/purchase.js';
import { documentAmounts } from '../rules/document-amounts.js';
import { renderParts } from './render-lines.js';
import { businessDate } from './render-moment.js';
import { renderTotals } from './render-totals.js';

/** An invoice as its own endpoints show it: with the total twice, and without its payments. */
export function renderInvoice(purchase: Purchase, invoice: InvoicePart, combined: boolean): object {
  const amounts = documentAmounts(invoice, purchase.taxCalculation);
  return {
    TaskID: invoice.taskId,
    CombineAdditionalCharges: combined,
    InvoiceDate: businessDate(invoice.date),
    InvoiceDueDate: businessDate(invoice.dueDate),
    InvoiceNumber: invoice.number ?? '',
    Status: invoice.status,
    ...renderParts(invoice, 'invoice', combined),
    ...renderTotals(amounts),
    InvoiceTotalAmount: amounts.total,
    InvoiceTotalTaxAmount: amounts.tax,
  };
}
