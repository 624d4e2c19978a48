import type { CallLog } from '../http/call-log.js';
import type { RateLimit } from '../http/rate-limit.js';
import type { Purchase } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import type { Cin7World } from '../world.js';

export interface SideDoorState {
  readonly world: Cin7World;
  readonly calls: CallLog;
  readonly limit: RateLimit;
}

export interface SideDoorCall extends SideDoorState {
  readonly body: unknown;
  readonly url: URL;
  readonly origin: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Answers at once or later. */
export type SideDoorAction = (call: SideDoorCall) => unknown;

/** Each is found by its pattern: method, then the path with `:names` in it. */
export type SideDoorRoutes = readonly (readonly [pattern: string, action: SideDoorAction])[];

/** What the path names does not exist. */
export class NotThere extends Error {}

export function tenantOf({ world, parameters }: SideDoorCall): Tenant {
  const tenant = world.tenants.get(parameters.accountId ?? '');
  if (tenant === undefined) throw new NotThere(`There is no account ${parameters.accountId ?? ''}.`);
  return tenant;
}

export function purchaseOf(call: SideDoorCall): Purchase {
  const id = call.parameters.id ?? '';
  const purchase = tenantOf(call).purchases.get(id);
  if (purchase === undefined) throw new NotThere(`There is no purchase ${id}.`);
  return purchase;
}
