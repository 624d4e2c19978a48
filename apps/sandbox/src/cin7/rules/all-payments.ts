import type { Payment, Purchase } from '../model/purchase.js';

export type PaymentKind = 'Payment' | 'Refund' | 'Prepayment';

/** A payment with the document on which it stands. */
export interface PlacedPayment {
  readonly purchase: Purchase;
  readonly kind: PaymentKind;
  readonly taskId: string;
  readonly payment: Payment;
}

export function allPayments(purchase: Purchase): PlacedPayment[] {
  const placed = (kind: PaymentKind, taskId: string, payments: readonly Payment[]): PlacedPayment[] =>
    payments.map((payment) => ({ purchase, kind, taskId, payment }));
  return [
    ...placed('Prepayment', purchase.id, purchase.order.prepayments),
    ...purchase.invoices.flatMap(({ taskId, payments }) => placed('Payment', taskId, payments)),
    ...purchase.creditNotes.flatMap(({ taskId, refunds }) => placed('Refund', taskId, refunds)),
  ];
}
