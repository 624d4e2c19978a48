import { purchaseNews } from '../webhooks/purchase-news.js';
import type { Cin7World } from '../world.js';
import type { Purchase } from './purchase.js';
import type { Tenant } from './tenant.js';

/** Takes in a changed or new purchase. Whatever changes, payments too, moves its `LastUpdatedDate`. */
export function saveNow(world: Cin7World, tenant: Tenant, purchase: Purchase): void {
  purchase.lastUpdatedMs = world.clock.now().getTime();
  saveAsItIs(world, tenant, purchase);
}

/** The same for one whose time of change is given. Whoever listens to the account hears of it. */
export function saveAsItIs(world: Cin7World, tenant: Tenant, purchase: Purchase): void {
  const before = tenant.purchases.put(purchase)?.authorised ?? '';
  for (const { type, payload } of purchaseNews(tenant, purchase, before))
    world.postman.notify(tenant, type, payload);
  world.changed();
}
