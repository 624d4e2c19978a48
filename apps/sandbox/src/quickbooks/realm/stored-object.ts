import type { JsonObject } from '../json.js';
import type { EntityName } from '../model/member.js';

export interface Version {
  syncToken: number;
  updatedMs: number;
  body: JsonObject;
}

/** One object as the company holds it. `body` lacks Id, SyncToken and MetaData, which are shown from here. */
export interface StoredObject extends Version {
  readonly entity: EntityName;
  readonly id: string;
  readonly createdMs: number;
  deleted: boolean;
  /** Kept only while the company's query index is told to lag. */
  previous?: Version;
}
