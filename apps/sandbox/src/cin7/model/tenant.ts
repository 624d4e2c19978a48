import type { PurchaseShelf } from './purchase-shelf.js';
import type { ReferenceBook } from './reference-book.js';
import type { Settings } from './settings.js';
import type { SupplierShelf } from './supplier-shelf.js';

/** One customer's Cin7 account with all that is in it. Nothing is shared between two of them. */
export interface Tenant {
  readonly accountId: string;
  readonly applicationKeys: string[];
  readonly company: Company;
  readonly template: CompanyTemplate;
  readonly books: ReferenceBook;
  readonly suppliers: SupplierShelf;
  readonly purchases: PurchaseShelf;
  readonly counters: Counters;
  settings: Settings;
  faults: Fault[];
}

/** What the account was made from; its reference books follow from it. */
export interface CompanyTemplate {
  readonly company: 'demo' | 'empty';
  readonly accountCodes: 'linked' | 'numeric';
}

export interface Company {
  readonly name: string;
  readonly baseCurrency: string;
  readonly timeZone: string;
  readonly lockDate: string | null;
}

/** Numbers that only grow. Ids come from them, so that two runs of the same test see the same ids. */
export interface Counters {
  id: number;
  order: number;
}

export const faultKinds = [
  'html',
  'status-503',
  'status-500',
  'truncated',
  'reset',
  'slow',
  'empty',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  /** Part of the path it strikes, in any case; without it, every path. */
  readonly path?: string | undefined;
  readonly kind: FaultKind;
  readonly afterMs: number;
  times: number;
}
