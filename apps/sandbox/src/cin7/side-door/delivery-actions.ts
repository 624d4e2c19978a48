import { type SideDoorRoutes, tenantOf } from './side-door-call.js';

/** What was sent, tried and given up, oldest first; the real system shows this to nobody. */
export const deliveryActions: SideDoorRoutes = [
  ['GET accounts/:accountId/deliveries', (call) => ({ deliveries: tenantOf(call).deliveries })],
];
