import type { EntityName } from '../model/member.js';
import type { ChangeKind } from '../realm/changes.js';

/** That one object of one company has changed. What it has become is not said; subscribers read it. */
export interface ChangeEvent {
  readonly id: string;
  readonly realmId: string;
  readonly entity: EntityName;
  readonly entityId: string;
  readonly kind: ChangeKind;
  readonly atMs: number;
  /** Of a merge: the id that has vanished. */
  readonly vanishedId: string | null;
}
