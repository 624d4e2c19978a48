import { nowMs, type Realm } from '../realm/realm.js';
import type { StoredObject, Version } from '../realm/stored-object.js';

/** What an index that lags knows of an object: a version of it, that it is deleted, or nothing yet. */
export function seen(realm: Realm, object: StoredObject, lagMs: number): Version | 'deleted' | undefined {
  const current = object.deleted ? 'deleted' : object;
  if (lagMs <= 0) return current;
  const indexedMs = nowMs(realm) - lagMs;
  const { openedMs, superseded } = realm.changes;
  if (object.createdMs > indexedMs && object.createdMs > openedMs) return undefined;
  const supersededMs = superseded.get(object) ?? 0;
  return supersededMs > indexedMs ? (object.previous ?? current) : current;
}
