import { business, featureNotSupported } from '../fault.js';
import { type JsonObject, objectsOf, referenceOf, sameJson, textOf } from '../json.js';
import { usedOf } from '../realm/order-uses.js';
import type { Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';
import type { Rules, WriteContext } from '../write/write-context.js';
import { numberOrder, refuseDuplicateNumber } from './document-number.js';
import { flattenAddresses } from './flat-address.js';
import { completePayable } from './payable.js';
import { countReceived } from './received.js';
import { stillLinked } from './still-linked.js';
import { refuseUntrackedClassOfDocument } from './tracking.js';

/** An order posts nothing, so it moves no balance. */
export const purchaseOrderRules: Rules = {
  complete: (draft, context) => {
    refuseOrdersOfSmallOffering(context.realm);
    completePayable(draft, context);
    refuseUntrackedClassOfDocument(draft, context.realm);
    draft.LinkedTxn ??= [];
    draft.POStatus ??= 'Open';
    draft.EmailStatus ??= 'NotSet';
    draft.CustomField ??= [];
    numberOrder(draft, context);
    refuseDuplicateNumber(draft, context);
    refuseLossOfUsedLines(draft, context);
    countReceived(draft, context.realm, context.before?.id);
    if (context.before !== null && !sameJson(draft, context.before.body)) flattenAddresses(draft);
  },
  refuseDeletion: refuseDeletionOfLinkedOrder,
};

function refuseDeletionOfLinkedOrder(order: StoredObject): void {
  if (objectsOf(order.body.LinkedTxn).length > 0) throw stillLinked();
}

/** What bills have used must stay: the order's vendor, and the lines that they point at. */
function refuseLossOfUsedLines(draft: JsonObject, { realm, before }: WriteContext): void {
  if (before === null || objectsOf(before.body.LinkedTxn).length === 0) return;
  if (referenceOf(draft.VendorRef) !== referenceOf(before.body.VendorRef)) throw stillLinked();
  const kept = new Set(objectsOf(draft.Line).map((line) => line.Id));
  const lost = objectsOf(before.body.Line).some(
    (line) =>
      !kept.has(line.Id ?? null) && usedOf(realm, { orderId: before.id, lineId: textOf(line.Id) ?? '' }) > 0,
  );
  if (lost) throw business('A line of the purchase order is linked to a bill and cannot be removed.');
}

/** Orders begin with the Plus offering. */
function refuseOrdersOfSmallOffering({ settings }: Realm): void {
  if (/Simple Start|Essentials/.test(settings.offering)) throw featureNotSupported('Purchase orders');
}
