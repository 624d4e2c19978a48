import type { Product } from './model/product.js';
import type { Purchase } from './model/purchase.js';
import { PurchaseShelf } from './model/purchase-shelf.js';
import type { Supplier } from './model/supplier.js';
import { SupplierShelf } from './model/supplier-shelf.js';
import type { Tenant } from './model/tenant.js';

/** Goes up when what is held changes its shape; a file of another version is not read. */
export const STATE_VERSION = 2;

/** What the state file holds. Faults are left out: nobody wants yesterday's fault after a restart. */
export interface SavedState {
  readonly version: typeof STATE_VERSION;
  readonly clockOffsetMs: number;
  readonly tenants: readonly SavedTenant[];
}

type SavedTenant = Omit<Tenant, 'suppliers' | 'purchases' | 'products' | 'faults'> & {
  readonly suppliers: readonly Supplier[];
  readonly purchases: readonly Purchase[];
  readonly products: readonly Product[];
};

export function saved(tenants: Iterable<Tenant>, clockOffsetMs: number): SavedState {
  return { version: STATE_VERSION, clockOffsetMs, tenants: [...tenants].map(savedTenant) };
}

function savedTenant({ faults: _faults, suppliers, purchases, products, ...rest }: Tenant): SavedTenant {
  return {
    ...rest,
    suppliers: suppliers.all(),
    purchases: purchases.all().map(({ purchase }) => purchase),
    products: [...products.values()],
  };
}

export function restored({ suppliers, purchases, products, ...rest }: SavedTenant): Tenant {
  const tenant: Tenant = {
    ...rest,
    suppliers: new SupplierShelf(),
    purchases: new PurchaseShelf(),
    products: new Map(products.map((product) => [product.sku.toLowerCase(), product])),
    faults: [],
  };
  for (const supplier of suppliers) tenant.suppliers.put(supplier);
  for (const purchase of purchases) tenant.purchases.put(purchase);
  return tenant;
}
