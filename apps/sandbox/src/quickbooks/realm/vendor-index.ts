import { referenceOf } from '../json.js';
import type { EntityName } from '../model/member.js';
import type { Realm } from './realm.js';
import type { StoredObject } from './stored-object.js';

const NOTHING: ReadonlySet<string> = new Set();

function key(entity: EntityName, vendorId: string): string {
  return `${entity}\u0000${vendorId}`;
}

export function idsByVendor(realm: Realm, entity: EntityName, vendorId: string): ReadonlySet<string> {
  return realm.vendorDocuments.get(key(entity, vendorId)) ?? NOTHING;
}

export function holdVendor(realm: Realm, object: StoredObject): void {
  const vendorId = referenceOf(object.body.VendorRef);
  if (vendorId === undefined) return;
  const ids = realm.vendorDocuments.get(key(object.entity, vendorId));
  if (ids === undefined) realm.vendorDocuments.set(key(object.entity, vendorId), new Set([object.id]));
  else ids.add(object.id);
}

export function releaseVendor(realm: Realm, object: StoredObject): void {
  const vendorId = referenceOf(object.body.VendorRef);
  if (vendorId !== undefined) realm.vendorDocuments.get(key(object.entity, vendorId))?.delete(object.id);
}
