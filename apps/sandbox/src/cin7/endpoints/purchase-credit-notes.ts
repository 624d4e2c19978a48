import { dateIn, type Fields, fieldsOf, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { refuse } from '../http/refuse.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { nextId } from '../model/identifiers.js';
import type { CreditNotePart, Purchase } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import type { Tenant } from '../model/tenant.js';
import type { PurchaseView } from '../render/purchase-view.js';
import { renderCreditNote } from '../render/render-credit-note.js';
import { absentCreditNote } from '../render/render-simple-purchase.js';
import { creditNoteGate } from '../rules/gates/credit-note-gate.js';
import { lockDateGate } from '../rules/gates/lock-date-gate.js';
import { voidCreditNote } from '../rules/void-and-undo.js';
import { anyPurchase, plainViewOf, simplePurchase, viewOf } from './find-purchase.js';
import { writtenStatus } from './purchase-orders.js';
import { withPart } from './written-group.js';
import { writtenParts } from './written-lines.js';
import { writtenUnstock } from './written-unstock.js';

function getSimpleCreditNote(call: Cin7Call): object {
  const purchase = simplePurchase(call.tenant, call.query.text('TaskID'));
  return renderCreditNote(purchase, purchase.creditNotes[0] ?? absentCreditNote(purchase), viewOf(call));
}

function postSimpleCreditNote(call: Cin7Call): object {
  const fields = fieldsOf(call.body);
  const purchase = simplePurchase(call.tenant, textIn(fields, 'TaskID'));
  const earlier = purchase.creditNotes[0] ?? absentCreditNote(purchase);
  const note = writeCreditNote(call.tenant, purchase, fields, earlier);
  purchase.creditNotes = [note];
  saveNow(call.world, call.tenant, purchase);
  return renderCreditNote(purchase, note, plainViewOf(call));
}

function getCreditNotes(call: Cin7Call): object {
  return renderAll(anyPurchase(call.tenant, call.query.text('PurchaseID')), viewOf(call));
}

/** Every credit note is a task of its own; without a task, or with the zero GUID, a new one begins. */
function postCreditNote(call: Cin7Call): object {
  const { tenant } = call;
  const fields = fieldsOf(call.body);
  const purchase = anyPurchase(tenant, textIn(fields, 'PurchaseID'));
  const taskId = textIn(fields, 'TaskID')?.toLowerCase();
  const earlier = purchase.creditNotes.find((note) => note.taskId === taskId);
  if (earlier === undefined && taskId !== undefined && !/^[0-]+$/.test(taskId))
    throw new Cin7Error('Purchase Task with specified ID not found');
  const isOnlyOne = purchase.type === 'simple';
  const base = { ...absentCreditNote(purchase), taskId: isOnlyOne ? purchase.id : nextId(tenant) };
  const note = writeCreditNote(tenant, purchase, fields, earlier ?? base);
  purchase.creditNotes = withPart(purchase.creditNotes, note);
  saveNow(call.world, tenant, purchase);
  return renderAll(purchase, plainViewOf(call));
}

function writeCreditNote(
  tenant: Tenant,
  purchase: Purchase,
  fields: Fields,
  earlier: CreditNotePart,
): CreditNotePart {
  refuse(creditNoteGate(purchase, earlier));
  const status = writtenStatus(fields);
  const date = dateIn(fields, 'CreditNoteDate');
  if (date === null) throw new Cin7Error('Required attribute CreditNoteDate is not provided.');
  refuse(lockDateGate(tenant.settings.lockDate, date));
  const unstock = writtenUnstock(tenant, purchase, fields);
  const invoiceNumber = textIn(fields, 'CreditNoteInvoiceNumber') ?? earlier.invoiceNumber;
  return {
    ...earlier,
    ...writtenParts(tenant, fields, { kind: 'invoice', calculation: purchase.taxCalculation }),
    status,
    date,
    number: textIn(fields, 'CreditNoteNumber') ?? (earlier.number || automaticNumber(purchase)),
    invoiceNumber: invoiceNumber || (purchase.invoices[0]?.number ?? ''),
    unstock,
    unstockStatus: unstock.length === 0 ? 'NOT AVAILABLE' : status,
  };
}

/** CR-00103 for the first, CR-00103-2 for the second. */
function automaticNumber(purchase: Purchase): string {
  const number = purchase.orderNumber.replace(/^\D*/, 'CR-');
  const earlier = purchase.creditNotes.length;
  return earlier === 0 ? number : `${number}-${earlier + 1}`;
}

/** There is no undo of an advanced credit note: a DELETE voids it, whatever it says. */
function deleteCreditNote(call: Cin7Call): object {
  const { tenant, query, world } = call;
  const taskId = (query.text('TaskID') ?? '').toLowerCase();
  const purchase = tenant.purchases.withTask(taskId);
  const note = purchase?.creditNotes.find((each) => each.taskId === taskId);
  if (purchase === undefined || note === undefined)
    throw new Cin7Error('Purchase Task with specified ID not found');
  refuse(lockDateGate(tenant.settings.lockDate, note.date));
  voidCreditNote(note);
  saveNow(world, tenant, purchase);
  return renderAll(purchase, plainViewOf(call));
}

function renderAll(purchase: Purchase, view: PurchaseView): object {
  return {
    PurchaseID: purchase.id,
    CreditNotes: purchase.creditNotes.map((note) => ({
      ...renderCreditNote(purchase, note, view),
      CreditNoteInvoiceNumber: note.invoiceNumber,
    })),
  };
}

export const purchaseCreditNoteRoutes: Routes = {
  'purchase/creditnote': { GET: getSimpleCreditNote, POST: postSimpleCreditNote },
  'advanced-purchase/creditnote': { GET: getCreditNotes, POST: postCreditNote, DELETE: deleteCreditNote },
};
