import { saveAsItIs } from '../model/save-now.js';
import type { Tenant } from '../model/tenant.js';
import type { Cin7World } from '../world.js';
import { buildPurchase } from './build-purchase.js';

/** Somebody raises orders while a reader is between two pages. They are real and stay. */
export function addPurchasesWhilePaging(world: Cin7World, tenant: Tenant, count: number): void {
  const [supplier] = tenant.suppliers.all();
  if (supplier === undefined) return;
  for (let added = 0; added < count; added += 1)
    saveAsItIs(world, tenant, buildPurchase(tenant, { supplierId: supplier.id }, world.clock.now()));
}
