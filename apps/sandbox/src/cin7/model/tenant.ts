import type { Deposit } from './deposit.js';
import type { Fault } from './fault.js';
import type { Product } from './product.js';
import type { PurchaseShelf } from './purchase-shelf.js';
import type { ReferenceBook } from './reference-book.js';
import type { Settings } from './settings.js';
import type { SupplierShelf } from './supplier-shelf.js';
import type { Delivery, Webhook } from './webhook.js';

/** One customer's Cin7 account with all that is in it. Nothing is shared between two of them. */
export interface Tenant {
  readonly accountId: string;
  readonly applicationKeys: string[];
  readonly company: Company;
  readonly template: CompanyTemplate;
  readonly books: ReferenceBook;
  readonly suppliers: SupplierShelf;
  readonly purchases: PurchaseShelf;
  /** By SKU in small letters. */
  readonly products: Map<string, Product>;
  readonly counters: Counters;
  deposits: Deposit[];
  webhooks: Webhook[];
  deliveries: Delivery[];
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
}

/** Numbers that only grow. Ids come from them, so that two runs of the same test see the same ids. */
export interface Counters {
  id: number;
  order: number;
}
