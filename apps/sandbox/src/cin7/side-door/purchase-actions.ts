import { z } from 'zod';
import {
  AttachmentDescription,
  CreditNoteDescription,
  PurchaseDescription,
} from '../../company/purchase-description.js';
import { viewOf } from '../endpoints/find-purchase.js';
import { Query } from '../http/query.js';
import { nextId } from '../model/identifiers.js';
import type { CreditNotePart, InvoicePart, Purchase, RawOverride } from '../model/purchase.js';
import { saveAsItIs, saveNow } from '../model/save-now.js';
import { renderAdvancedPurchase } from '../render/render-advanced-purchase.js';
import { renderAttachment } from '../render/render-attachment.js';
import { renderSimplePurchase } from '../render/render-simple-purchase.js';
import { convertToAdvanced } from '../rules/convert-to-advanced.js';
import { documentAmounts } from '../rules/document-amounts.js';
import { isBilled, paidOf } from '../rules/purchase-status.js';
import { addPayment } from '../rules/settle-invoice.js';
import {
  undoCreditNote,
  undoInvoice,
  undoPurchase,
  voidCreditNote,
  voidInvoice,
  voidPurchase,
} from '../rules/void-and-undo.js';
import { buildAttachment } from '../seed/build-attachment.js';
import { buildCreditNote } from '../seed/build-credit-note.js';
import { buildPayment } from '../seed/build-payment.js';
import { buildPurchase } from '../seed/build-purchase.js';
import { changePurchase } from './change-purchase.js';
import { rawEdit } from './raw-edit.js';
import { NotThere, purchaseOf, type SideDoorCall, type SideDoorRoutes, tenantOf } from './side-door-call.js';

/** One purchase, or many at once as `{ purchases: [...] }`. */
const NewPurchases = z.object({ purchases: z.array(PurchaseDescription) });

/** Which invoice is meant; left out, it is the first. */
const WhichInvoice = z.object({ invoice: z.union([z.string(), z.number()]).optional() });

const WhichCreditNote = z.object({ creditNote: z.number().int().nonnegative().default(0) });

const PaymentBody = WhichInvoice.extend({
  /** Left out, it is what is still owed. */
  amount: z.number().optional(),
  date: z.string().optional(),
  account: z.string().optional(),
  reference: z.string().optional(),
});

function addPurchases(call: SideDoorCall): object {
  const many = NewPurchases.safeParse(call.body);
  if (many.success)
    return { purchases: many.data.purchases.map((each) => addPurchase(call, each).orderNumber) };
  return rendered(call, addPurchase(call, PurchaseDescription.parse(call.body)));
}

function addPurchase(call: SideDoorCall, description: PurchaseDescription): Purchase {
  const tenant = tenantOf(call);
  const purchase = buildPurchase(tenant, description, call.world.clock.now());
  saveAsItIs(call.world, tenant, purchase);
  return purchase;
}

/** Everything else changes a purchase that exists, and moves its `LastUpdatedDate`. */
function changing(change: (call: SideDoorCall, purchase: Purchase) => void): (call: SideDoorCall) => object {
  return (call) => {
    const purchase = purchaseOf(call);
    change(call, purchase);
    saveNow(call.world, tenantOf(call), purchase);
    return rendered(call, purchase);
  };
}

function voidWhat(call: SideDoorCall, purchase: Purchase): void {
  const { invoice } = WhichInvoice.parse(call.body);
  if (invoice === undefined) voidPurchase(purchase);
  else voidInvoice(invoiceIn(purchase, invoice));
}

function pay(call: SideDoorCall, purchase: Purchase): void {
  const { invoice, amount, ...rest } = PaymentBody.parse(call.body);
  const target = invoiceIn(purchase, invoice);
  if (!isBilled(target)) throw new Error('Only an authorised invoice can be paid.');
  const owed = documentAmounts(target, purchase.taxCalculation).total - paidOf(purchase, target);
  const date = rest.date ?? call.world.clock.now().toISOString().slice(0, 10);
  const payment = buildPayment(tenantOf(call), purchase, {
    ...rest,
    date,
    amount: amount ?? Math.round(owed * 100) / 100,
  });
  addPayment(purchase, target, { ...payment, createdMs: call.world.clock.now().getTime() });
}

function convert(call: SideDoorCall, purchase: Purchase): void {
  if (purchase.type !== 'simple') throw new Error('Only a simple purchase can be converted.');
  convertToAdvanced(purchase, nextId(tenantOf(call)));
}

function credit(call: SideDoorCall, purchase: Purchase): void {
  const note = buildCreditNote(tenantOf(call), purchase, CreditNoteDescription.parse(call.body));
  purchase.creditNotes = [...purchase.creditNotes, note];
}

/** By place in the list; left out, it is the first. A voided one is empty, an undone one keeps what it had. */
function takeCreditBack(change: (note: CreditNotePart) => void) {
  return (call: SideDoorCall, purchase: Purchase): void => {
    const { creditNote } = WhichCreditNote.parse(call.body);
    const note = purchase.creditNotes[creditNote];
    if (note === undefined) throw new NotThere(`The purchase has no credit note ${creditNote}.`);
    change(note);
  };
}

/** Whether it moves `LastUpdatedDate` is the account's setting, as it is for the API. */
function attach(call: SideDoorCall): object {
  const purchase = purchaseOf(call);
  const tenant = tenantOf(call);
  const attachment = buildAttachment(tenant, AttachmentDescription.parse(call.body));
  purchase.attachments = [...purchase.attachments, attachment];
  if (tenant.settings.attachmentMovesLastUpdated) saveNow(call.world, tenant, purchase);
  else call.world.changed();
  return renderAttachment(attachment, call.origin);
}

/** An empty body takes the override away. */
function spoil(call: SideDoorCall, purchase: Purchase): void {
  const { row, ...detail } = z.looseObject({ row: z.unknown().optional() }).parse(call.body);
  const raw: RawOverride = { detail: rawEdit(detail), row: rawEdit(row ?? {}) };
  purchase.raw = raw;
}

/** By task id, number, or place in the list. */
function invoiceIn(purchase: Purchase, which: string | number | undefined): InvoicePart {
  const found =
    typeof which === 'string'
      ? purchase.invoices.find((each) => each.taskId === which.toLowerCase() || each.number === which)
      : purchase.invoices[which ?? 0];
  if (found === undefined) throw new NotThere(`The purchase has no invoice ${which ?? 0}.`);
  return found;
}

function rendered(call: SideDoorCall, purchase: Purchase): object {
  const view = viewOf({
    tenant: tenantOf(call),
    query: new Query(new URLSearchParams()),
    origin: call.origin,
  });
  return purchase.type === 'simple'
    ? renderSimplePurchase(purchase, view)
    : renderAdvancedPurchase(purchase, view);
}

export const purchaseActions: SideDoorRoutes = [
  ['POST accounts/:accountId/purchases', addPurchases],
  [
    'PATCH accounts/:accountId/purchases/:id',
    changing((call, purchase) => changePurchase(tenantOf(call), purchase, call.body)),
  ],
  ['POST accounts/:accountId/purchases/:id/void', changing(voidWhat)],
  ['POST accounts/:accountId/purchases/:id/undo', changing((_call, purchase) => undoPurchase(purchase))],
  [
    'POST accounts/:accountId/purchases/:id/undo-invoice',
    changing((call, purchase) => undoInvoice(invoiceIn(purchase, WhichInvoice.parse(call.body).invoice))),
  ],
  ['POST accounts/:accountId/purchases/:id/pay', changing(pay)],
  ['POST accounts/:accountId/purchases/:id/credit-notes', changing(credit)],
  ['POST accounts/:accountId/purchases/:id/void-credit-note', changing(takeCreditBack(voidCreditNote))],
  ['POST accounts/:accountId/purchases/:id/undo-credit-note', changing(takeCreditBack(undoCreditNote))],
  ['POST accounts/:accountId/purchases/:id/attachments', attach],
  ['POST accounts/:accountId/purchases/:id/convert', changing(convert)],
  ['POST accounts/:accountId/purchases/:id/raw', changing(spoil)],
];
