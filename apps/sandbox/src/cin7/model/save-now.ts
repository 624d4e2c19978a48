import type { Cin7World } from '../world.js';
import type { Purchase } from './purchase.js';
import type { Tenant } from './tenant.js';

/** Takes in a changed or new purchase. Whatever changes, payments too, moves its `LastUpdatedDate`. */
export function saveNow(world: Cin7World, tenant: Tenant, purchase: Purchase): void {
  purchase.lastUpdatedMs = world.clock.now().getTime();
  tenant.purchases.put(purchase);
  world.changed();
}
