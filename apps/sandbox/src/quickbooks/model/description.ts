import type { EntityName, Shape } from './member.js';

export type Operation = 'create' | 'update' | 'delete';

/** Ids come from shared sequences: all names together, all transactions together, every list by itself. */
export type SequenceName = 'names' | 'transactions' | EntityName;

export interface EntityDescription {
  readonly name: EntityName;
  /** Segment of the address. */
  readonly path: string;
  readonly kind: 'name' | 'list' | 'transaction' | 'attachment' | 'single';
  readonly sequence: SequenceName;
  /** How a 2500 fault calls the set that this entity is in. */
  readonly setName: string;
  readonly shape: Shape;
  readonly operations: readonly Operation[];
  /** Whether changes appear in change data capture. */
  readonly changeFeed: boolean;
  /** The member that names the object, unique within its name space. */
  readonly nameMember?: 'DisplayName' | 'Name';
  /** Names are unique within this space; vendors, customers and employees share one. */
  readonly nameSpace?: string;
  /** Who may hold the name already, in the words of fault 6240. */
  readonly nameHolders?: string;
  /** A tree: names are unique below one parent only, and the flag says that there is a parent. */
  readonly subMember?: 'SubAccount' | 'SubClass' | 'SubDepartment' | 'SubItem';
}
