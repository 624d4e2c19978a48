import type { CreditNotePart, InvoicePart, PartStatus, Purchase } from '../model/purchase.js';

/** Void leaves nothing but the header: every sub-document is emptied, and its amounts are gone for good. */
export function voidPurchase(purchase: Purchase): void {
  purchase.isVoided = true;
  purchase.order = { ...purchase.order, status: 'VOIDED', lines: [], charges: [], prepayments: [] };
  purchase.receipts = purchase.receipts.map((receipt) => ({ ...receipt, status: 'VOIDED', lines: [] }));
  for (const invoice of purchase.invoices) voidInvoice(invoice);
  for (const note of purchase.creditNotes) voidCreditNote(note);
  purchase.receipts = purchase.receipts.map(({ putAway: _putAway, ...receipt }) => receipt);
  purchase.journals = purchase.journals.map((journal) => ({ ...journal, status: 'VOIDED', lines: [] }));
}

/** Number and dates stay, content goes. */
export function voidInvoice(invoice: InvoicePart): void {
  invoice.status = 'VOIDED';
  invoice.lines = [];
  invoice.charges = [];
  invoice.payments = [];
}

export function voidCreditNote(note: CreditNotePart): void {
  note.status = 'VOIDED';
  note.lines = [];
  note.charges = [];
  note.refunds = [];
  note.unstock = [];
  note.unstockStatus = 'VOIDED';
}

/** Undo takes back an authorisation and keeps everything else, so that it can be corrected and authorised again. */
export function undoInvoice(invoice: InvoicePart): void {
  if (invoice.status === 'AUTHORISED' || invoice.status === 'PAID') invoice.status = 'DRAFT';
  invoice.payments = [];
}

export function undoCreditNote(note: CreditNotePart): void {
  note.status = undone(note.status);
  note.unstockStatus = undone(note.unstockStatus);
}

export function undoPurchase(purchase: Purchase): void {
  for (const invoice of purchase.invoices) undoInvoice(invoice);
  for (const receipt of purchase.receipts) receipt.status = undone(receipt.status);
  for (const note of purchase.creditNotes) undoCreditNote(note);
  purchase.order.status = undone(purchase.order.status);
}

function undone(status: PartStatus): PartStatus {
  return status === 'AUTHORISED' ? 'DRAFT' : status;
}
