import type { CreditNotePart, Purchase } from '../model/purchase.js';
import { documentAmounts } from '../rules/document-amounts.js';
import type { PurchaseView } from './purchase-view.js';
import { renderUnstockLine } from './render-lines.js';
import { businessDate } from './render-moment.js';
import { renderParts } from './render-parts.js';
import { renderTotals } from './render-totals.js';

/** A credit note as its own endpoints show it: without its refunds. */
export function renderCreditNote(purchase: Purchase, note: CreditNotePart, view: PurchaseView): object {
  return {
    TaskID: note.taskId,
    CombineAdditionalCharges: view.combineCharges,
    CreditNoteNumber: note.number,
    CreditNoteDate: businessDate(note.date),
    Status: note.status,
    ...renderParts(purchase, note, { document: 'invoice', view }),
    Unstock: note.unstock.map(renderUnstockLine),
    ...renderTotals(documentAmounts(note, purchase.taxCalculation)),
  };
}
