import type { Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';

/** Keeps the version that a lagging query index still shows. */
export function keepPrevious(realm: Realm, object: StoredObject): void {
  if (realm.settings.queryLagMs <= 0) return;
  const { syncToken, updatedMs, body } = object;
  object.previous = { syncToken, updatedMs, body: structuredClone(body) };
}

/** A payment or a link changes the document itself, so whoever holds its old SyncToken is late. */
export function bump(object: StoredObject, atMs: number): void {
  object.syncToken += 1;
  object.updatedMs = atMs;
}

/** A balance moves without a new SyncToken, but change data capture shows it. */
export function markMoved(object: StoredObject, atMs: number): void {
  object.updatedMs = atMs;
}
