import type { CreditNotePart, InvoicePart } from '../../model/purchase.js';
import { isBilled, isCredited } from '../purchase-status.js';

/** Why this invoice cannot be paid; `undefined` when it can. */
export function paymentGate(invoice: InvoicePart | undefined): string | undefined {
  return invoice !== undefined && isBilled(invoice) ? undefined : 'Please authorise Invoice before Payment';
}

/** Why nothing can be paid back on this credit note; `undefined` when it can. */
export function refundGate(note: CreditNotePart | undefined): string | undefined {
  return note !== undefined && isCredited(note) ? undefined : 'Please authorise Credit Note before Refund';
}
