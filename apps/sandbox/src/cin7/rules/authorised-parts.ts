import type { Purchase } from '../model/purchase.js';
import { isBilled, isCredited } from './purchase-status.js';

/**
 * Which parts of a purchase are authorised, in short: `order`, `invoice 0`. Parts never change places, so two of these
 * tell what has been authorised between them, and what has been taken back.
 */
export function authorisedParts(purchase: Purchase): string {
  const keys = purchase.order.status === 'AUTHORISED' ? ['order'] : [];
  for (const [index, each] of purchase.invoices.entries()) if (isBilled(each)) keys.push(`invoice ${index}`);
  for (const [index, each] of purchase.receipts.entries())
    if (each.status === 'AUTHORISED') keys.push(`receipt ${index}`);
  for (const [index, each] of purchase.creditNotes.entries())
    if (isCredited(each)) keys.push(`credit ${index}`);
  return keys.join();
}
