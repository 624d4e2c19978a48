import type { Purchase } from '../model/purchase.js';

/** Whether a purchase has a row among the credit notes: one that is voided still has. */
export function appearsInCreditNoteList(purchase: Purchase): boolean {
  return purchase.creditNotes.some(({ status }) => status !== 'NOT AVAILABLE');
}
