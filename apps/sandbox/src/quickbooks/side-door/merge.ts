import { add } from '../decimal.js';
import { type JsonObject, numberOf, referenceOf, textOf } from '../json.js';
import { describe } from '../model/entity-table.js';
import type { EntityName } from '../model/member.js';
import { present } from '../read/present.js';
import { noteChange } from '../realm/changes.js';
import { releaseName } from '../realm/name-index.js';
import { all, currencyOf, nowMs, type Realm } from '../realm/realm.js';
import { holdVendor, releaseVendor } from '../realm/vendor-index.js';
import { objectOfId } from '../write/save.js';
import { bump, keepPrevious, markMoved } from '../write/touch.js';
import { SideDoorRefusal } from './side-door-request.js';

const OF_VENDORS: readonly EntityName[] = ['Bill', 'BillPayment', 'PurchaseOrder', 'VendorCredit'];

/** Two vendors turn out to be one: the documents of the one become the other's, and the one vanishes. */
export function mergeVendors(realm: Realm, id: string, body: JsonObject): JsonObject {
  const description = describe('Vendor');
  const target = { realm, description };
  const into = textOf(body.into) ?? '';
  if (into === id) throw new SideDoorRefusal('A vendor cannot be merged into itself.');
  const [loser, winner] = [objectOfId(target, id), objectOfId(target, into)];
  if (currencyOf(realm, loser.body) !== currencyOf(realm, winner.body))
    throw new SideDoorRefusal('Vendors of different currencies cannot be merged.');
  for (const object of OF_VENDORS.flatMap((entity) => [...all(realm, entity).values()])) {
    if (object.deleted || referenceOf(object.body.VendorRef) !== id) continue;
    releaseVendor(realm, object);
    object.body = { ...object.body, VendorRef: { value: into } };
    holdVendor(realm, object);
    markMoved(realm, object, nowMs(realm));
  }
  noteChange(realm, winner, 'merged', id);
  keepPrevious(realm, winner);
  const balance = add(numberOf(winner.body.Balance) ?? 0, numberOf(loser.body.Balance) ?? 0);
  winner.body = { ...winner.body, Balance: balance };
  bump(winner, nowMs(realm));
  releaseName(realm, description, loser.body);
  loser.deleted = true;
  bump(loser, nowMs(realm));
  return { Vendor: present(realm, winner) };
}
