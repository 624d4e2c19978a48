import type { Realm } from './realm.js';
import type { StoredObject } from './stored-object.js';

export type ChangeKind = 'created' | 'updated' | 'deleted' | 'voided' | 'merged';

export interface ObjectChange {
  readonly kind: ChangeKind;
  /** Inactivating a name is what QuickBooks calls deleting it, so its state before the change counts. */
  readonly wasActive: boolean;
  /** Of a merge: the id that has vanished. */
  readonly vanishedId?: string;
}

/** What has happened to a company's objects lately, beside what they now are. */
export interface Changes {
  /** What the call under way has done, for whoever is told of it; an object appears once. */
  readonly noted: Map<StoredObject, ObjectChange>;
  /** Under which names it has remembered answers. */
  readonly answered: string[];
  /** Objects whose previous version is kept, and since when it is outdated; the earliest first. */
  readonly superseded: Map<StoredObject, number>;
  /** What was there when the company was opened or loaded is in every index. */
  openedMs: number;
}

/** Longer than any page that is worth calling stale. */
const PREVIOUS_KEPT_MS = 60_000;

export function emptyChanges(): Changes {
  return { noted: new Map(), answered: [], superseded: new Map(), openedMs: 0 };
}

/** The first word on an object stands, but for what is stronger than an update. */
export function noteChange(realm: Realm, object: StoredObject, kind: ChangeKind, vanishedId?: string): void {
  const { noted } = realm.changes;
  const earlier = noted.get(object);
  if (earlier !== undefined && kind === 'updated') return;
  const wasActive = earlier?.wasActive ?? object.body.Active !== false;
  noted.set(object, { kind, wasActive, ...(vanishedId === undefined ? {} : { vanishedId }) });
}

/** What is there when the doors open is nobody's news, and every index knows it. */
export function settleIn(realm: Realm): void {
  const { changes } = realm;
  forgetNoted(realm);
  changes.superseded.clear();
  changes.openedMs = realm.clock.now().getTime();
}

/** Once everyone who cares has been told. */
export function forgetNoted({ changes }: Realm): void {
  changes.noted.clear();
  changes.answered.length = 0;
}

/** Keeps the version that a lagging index still shows; of several changes within the lag, the one before the first. */
export function supersede(realm: Realm, object: StoredObject): void {
  const { superseded } = realm.changes;
  const atMs = realm.clock.now().getTime();
  const { queryLagMs, changesLagMs } = realm.settings;
  const lagMs = Math.max(queryLagMs, changesLagMs);
  if ((superseded.get(object) ?? 0) > atMs - lagMs) return;
  const { syncToken, updatedMs, body } = object;
  object.previous = { syncToken, updatedMs, body };
  superseded.delete(object);
  superseded.set(object, atMs);
  forgetBefore(realm, atMs - lagMs - PREVIOUS_KEPT_MS);
}

function forgetBefore(realm: Realm, beforeMs: number): void {
  for (const [object, atMs] of realm.changes.superseded) {
    if (atMs > beforeMs) return;
    delete object.previous;
    realm.changes.superseded.delete(object);
  }
}
