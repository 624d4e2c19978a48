import type { VirtualClock } from '../platform/virtual-clock.js';
import type { Tenant } from './model/tenant.js';
import type { Postman } from './webhooks/postman.js';

/** Everything that the emulator remembers: the accounts and the time in which they live. */
export interface Cin7World {
  readonly tenants: Map<string, Tenant>;
  readonly clock: VirtualClock;
  /** Limit that new accounts begin with. */
  readonly callsPerMinute: number;
  readonly postman: Postman;
  /** Says that something has changed and should be saved. */
  changed(): void;
  /** Forgets everything and makes the demo company anew. */
  reset(): void;
}
