import { supplierNews } from '../webhooks/supplier-news.js';
import type { Cin7World } from '../world.js';
import type { Supplier } from './supplier.js';
import type { Tenant } from './tenant.js';

/** Takes in a changed or new supplier, and tells whoever listens. */
export function saveSupplier(world: Cin7World, tenant: Tenant, supplier: Supplier): void {
  tenant.suppliers.put(supplier);
  const { type, payload } = supplierNews(supplier);
  world.postman.notify(tenant, type, payload);
  world.changed();
}
