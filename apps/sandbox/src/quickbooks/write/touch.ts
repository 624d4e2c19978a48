import { noteChange, supersede } from '../realm/changes.js';
import type { Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';

/** Call it before an object changes: indexes that lag still show this version, and subscribers hear of the change. */
export function keepPrevious(realm: Realm, object: StoredObject): void {
  noteChange(realm, object, 'updated');
  supersede(realm, object);
}

/** A payment or a link changes the document itself, so whoever holds its old SyncToken is late. */
export function bump(object: StoredObject, atMs: number): void {
  object.syncToken += 1;
  object.updatedMs = atMs;
}

/** A balance moves without a new SyncToken, but change data capture and webhooks show it. */
export function markMoved(realm: Realm, object: StoredObject, atMs: number): void {
  noteChange(realm, object, 'updated');
  object.updatedMs = atMs;
}
