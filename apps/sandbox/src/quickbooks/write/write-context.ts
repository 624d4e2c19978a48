import type { JsonObject } from '../json.js';
import type { EntityDescription } from '../model/description.js';
import type { Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';

/** What a rule needs to know of the write that it judges. */
export interface WriteContext {
  readonly realm: Realm;
  readonly description: EntityDescription;
  readonly before: StoredObject | null;
  readonly atMs: number;
  /** The `include` words of the address, such as `allowduplicatedocnum`. */
  readonly include: ReadonlySet<string>;
}

export interface WriteOptions {
  readonly include?: ReadonlySet<string>;
}

/** Fills in what a client may leave out, and refuses what the books cannot hold. */
export type Complete = (draft: JsonObject, context: WriteContext) => void;

/** What else in the company moves when an object appears (`from` null), changes, or vanishes (`to` null). */
export interface Change {
  readonly realm: Realm;
  readonly object: StoredObject;
  readonly from: JsonObject | null;
  readonly to: JsonObject | null;
  readonly atMs: number;
}

export type Settle = (change: Change) => void;

export interface Rules {
  readonly complete: Complete;
  readonly settle?: Settle;
  /** Refuses a deletion that would leave a link hanging. */
  readonly refuseDeletion?: (object: StoredObject, realm: Realm) => void;
}
