import type { Purchase } from './model/purchase.js';
import { PurchaseShelf } from './model/purchase-shelf.js';
import type { Supplier } from './model/supplier.js';
import { SupplierShelf } from './model/supplier-shelf.js';
import type { Tenant } from './model/tenant.js';
import { referenceBook } from './seed/reference-book.js';

/** What the state file holds. Faults are left out: nobody wants yesterday's fault after a restart. */
export interface SavedState {
  readonly clockOffsetMs: number;
  readonly tenants: readonly SavedTenant[];
}

type SavedTenant = Omit<Tenant, 'books' | 'suppliers' | 'purchases' | 'faults'> & {
  readonly suppliers: readonly Supplier[];
  readonly purchases: readonly Purchase[];
};

export function saved(tenants: Iterable<Tenant>, clockOffsetMs: number): SavedState {
  return { clockOffsetMs, tenants: [...tenants].map(savedTenant) };
}

function savedTenant({ books: _books, faults: _faults, suppliers, purchases, ...rest }: Tenant): SavedTenant {
  return {
    ...rest,
    suppliers: suppliers.all(),
    purchases: purchases.all().map(({ purchase }) => purchase),
  };
}

export function restored({ suppliers, purchases, ...rest }: SavedTenant): Tenant {
  const tenant: Tenant = {
    ...rest,
    books: referenceBook(rest.template),
    suppliers: new SupplierShelf(),
    purchases: new PurchaseShelf(),
    faults: [],
  };
  for (const supplier of suppliers) tenant.suppliers.put(supplier);
  for (const purchase of purchases) tenant.purchases.put(purchase);
  return tenant;
}
