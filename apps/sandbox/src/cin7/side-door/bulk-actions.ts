import { setImmediate as breath } from 'node:timers/promises';
import { z } from 'zod';
import { generatedPurchases } from '../seed/generated-purchases.js';
import { type SideDoorCall, type SideDoorRoutes, tenantOf } from './side-door-call.js';

const COUNT_MAX = 1_000_000;
const PURCHASES_AT_ONCE = 500;

const Bulk = z.object({
  count: z.number().int().positive().max(COUNT_MAX),
  /** Another seed makes other purchases; the same one the same. */
  seed: z.number().int().default(1),
  /** Their changes are spread evenly over this time. */
  from: z.iso.datetime().default('2025-11-01T00:00:00Z'),
  to: z.iso.datetime().default('2026-11-01T00:00:00Z'),
});

/** Fills an account for a load test. Nobody is notified, and other calls are served meanwhile. */
async function addMany(call: SideDoorCall): Promise<object> {
  const tenant = tenantOf(call);
  const { count, seed, from, to } = Bulk.parse(call.body);
  let made = 0;
  const period = { from: Date.parse(from), to: Date.parse(to) };
  for (const purchase of generatedPurchases(tenant, { count, seed, period })) {
    tenant.purchases.put(purchase);
    made += 1;
    if (made % PURCHASES_AT_ONCE === 0) await breath();
  }
  call.world.changed();
  return { added: made, purchases: tenant.purchases.all().length };
}

export const bulkActions: SideDoorRoutes = [['POST accounts/:accountId/purchases/bulk', addMany]];
