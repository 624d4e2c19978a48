import type { InvoicePart, Purchase } from '../../model/purchase.js';
import { isCredited } from '../purchase-status.js';

/** Why an invoice cannot be taken back: something later hangs on it. `undefined` when it can. */
export function undoInvoiceGate(purchase: Purchase, invoice: InvoicePart): string | undefined {
  const depends = purchase.creditNotes.some(
    (note) => isCredited(note) && (note.taskId === invoice.taskId || note.invoiceNumber === invoice.number),
  );
  return depends ? 'Invoice has an authorised Credit Note. Please undo Credit Note first' : undefined;
}
