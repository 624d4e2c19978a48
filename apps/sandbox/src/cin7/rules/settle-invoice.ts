import { refuse } from '../http/refuse.js';
import type { InvoicePart, Payment, Purchase } from '../model/purchase.js';
import type { PaymentKind, PlacedPayment } from './all-payments.js';
import { documentAmounts } from './document-amounts.js';
import { paymentGate, refundGate } from './gates/payment-gate.js';
import { isBilled, isCredited, paidOf } from './purchase-status.js';

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

/** Puts a payment on the document that its task names, or on the first that can take it. */
export function attachPayment(
  purchase: Purchase,
  { kind, payment, taskId }: { kind: PaymentKind; payment: Payment; taskId: string },
): PlacedPayment {
  if (kind === 'Prepayment') {
    purchase.order.prepayments = [...purchase.order.prepayments, payment];
    settleAll(purchase);
    return { purchase, kind, taskId: purchase.id, payment };
  }
  if (kind === 'Refund') {
    const note =
      purchase.creditNotes.find((each) => each.taskId === taskId) ?? purchase.creditNotes.find(isCredited);
    refuse(refundGate(note));
    if (note !== undefined) note.refunds = [...note.refunds, payment];
    return { purchase, kind, taskId: note?.taskId ?? taskId, payment };
  }
  const invoice =
    purchase.invoices.find((each) => each.taskId === taskId) ?? purchase.invoices.find(isBilled);
  refuse(paymentGate(invoice));
  if (invoice !== undefined) addPayment(purchase, invoice, payment);
  return { purchase, kind, taskId: invoice?.taskId ?? taskId, payment };
}

/** Takes a payment away, wherever it stands. */
export function detachPayment(purchase: Purchase, id: string): void {
  const without = (payments: readonly Payment[]) => payments.filter((payment) => payment.id !== id);
  purchase.order.prepayments = without(purchase.order.prepayments);
  for (const invoice of purchase.invoices) invoice.payments = without(invoice.payments);
  for (const note of purchase.creditNotes) note.refunds = without(note.refunds);
  settleAll(purchase);
}

function settleAll(purchase: Purchase): void {
  for (const invoice of purchase.invoices) settle(purchase, invoice);
}
