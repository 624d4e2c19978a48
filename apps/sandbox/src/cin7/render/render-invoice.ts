import type { InvoicePart, Purchase } from '../model/purchase.js';
import { documentAmounts } from '../rules/document-amounts.js';
import type { PurchaseView } from './purchase-view.js';
import { businessDate } from './render-moment.js';
import { renderParts } from './render-parts.js';
import { renderTotals } from './render-totals.js';

/** An invoice as its own endpoints show it: with the total twice, and without its payments. */
export function renderInvoice(purchase: Purchase, invoice: InvoicePart, view: PurchaseView): object {
  const amounts = documentAmounts(invoice, purchase.taxCalculation);
  return {
    TaskID: invoice.taskId,
    CombineAdditionalCharges: view.combineCharges,
    InvoiceDate: businessDate(invoice.date),
    InvoiceDueDate: businessDate(invoice.dueDate),
    InvoiceNumber: invoice.number ?? '',
    Status: invoice.status,
    ...renderParts(purchase, invoice, { document: 'invoice', view }),
    ...renderTotals(amounts),
    InvoiceTotalAmount: amounts.total,
    InvoiceTotalTaxAmount: amounts.tax,
  };
}
