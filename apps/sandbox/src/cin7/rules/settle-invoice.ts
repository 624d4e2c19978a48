import type { InvoicePart, Payment, Purchase } from '../model/purchase.js';
import { documentAmounts } from './document-amounts.js';
import { isBilled, paidOf } from './purchase-status.js';

/** A payment that covers the rest turns AUTHORISED into PAID; taking it away turns it back. */
export function settle(purchase: Purchase, invoice: InvoicePart): void {
  if (!isBilled(invoice)) return;
  const due = documentAmounts(invoice, purchase.taxCalculation).total;
  invoice.status = paidOf(purchase, invoice) >= due ? 'PAID' : 'AUTHORISED';
}

export function addPayment(purchase: Purchase, invoice: InvoicePart, payment: Payment): void {
  invoice.payments = [...invoice.payments, payment];
  settle(purchase, invoice);
}
