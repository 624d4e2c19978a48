import { textOf } from '../json.js';
import type { EntityName } from '../model/member.js';
import type { Realm } from './realm.js';
import type { StoredObject } from './stored-object.js';

function key(entity: EntityName, docNumber: string): string {
  return `${entity}\u0000${docNumber.toLowerCase()}`;
}

export function idsByNumber(realm: Realm, entity: EntityName, docNumber: string): ReadonlySet<string> {
  return realm.numberHolders.get(key(entity, docNumber)) ?? new Set();
}

export function holdNumber(realm: Realm, object: StoredObject): void {
  const docNumber = textOf(object.body.DocNumber);
  if (docNumber === undefined) return;
  if (object.entity === 'PurchaseOrder') countOrder(realm, docNumber);
  const ids = realm.numberHolders.get(key(object.entity, docNumber));
  if (ids === undefined) realm.numberHolders.set(key(object.entity, docNumber), new Set([object.id]));
  else ids.add(object.id);
}

export function releaseNumber(realm: Realm, object: StoredObject): void {
  const docNumber = textOf(object.body.DocNumber);
  if (docNumber !== undefined) realm.numberHolders.get(key(object.entity, docNumber))?.delete(object.id);
}

/** Numbers that are no whole number, or too large for one, do not count. */
function countOrder({ orderNumbers }: Realm, docNumber: string): void {
  const number = /^\d{1,15}$/.test(docNumber) ? Number(docNumber) : 0;
  orderNumbers.last = Math.max(orderNumbers.last, number);
}
