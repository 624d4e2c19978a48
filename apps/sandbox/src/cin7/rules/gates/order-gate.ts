import type { Purchase } from '../../model/purchase.js';
import { isOpen } from './open-part.js';

/** Why an order cannot be written now; `undefined` when it can. Nobody changes what has been authorised. */
export function orderGate(purchase: Purchase): string | undefined {
  if (purchase.isVoided) return 'Purchase is voided.';
  const { status } = purchase.order;
  return isOpen(status) ? undefined : `Purchase order with status ${status} can't be changed.`;
}
