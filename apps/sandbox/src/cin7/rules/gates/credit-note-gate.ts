import type { CreditNotePart, Purchase } from '../../model/purchase.js';
import { isBilled } from '../purchase-status.js';
import { isOpen } from './open-part.js';

/** Why a credit note cannot be written now; `undefined` when it can. There must be an invoice to credit. */
export function creditNoteGate(purchase: Purchase, note: CreditNotePart | undefined): string | undefined {
  if (purchase.isVoided) return 'Purchase is voided.';
  if (!purchase.invoices.some(isBilled)) return 'Please authorise Invoice before Credit Note';
  const status = note?.status ?? 'NOT AVAILABLE';
  return isOpen(status) ? undefined : `Purchase credit note with status ${status} can't be changed.`;
}
