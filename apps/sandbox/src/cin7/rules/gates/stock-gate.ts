import type { Purchase, ReceiptPart } from '../../model/purchase.js';
import { isBilled } from '../purchase-status.js';
import { isOpen } from './open-part.js';

/** Why stock cannot be received now, in Cin7's order of asking; `undefined` when it can. */
export function stockGate(purchase: Purchase, receipt: ReceiptPart | undefined): string | undefined {
  if (purchase.isVoided) return 'Purchase is voided.';
  if (purchase.order.status !== 'AUTHORISED') return 'Please authorise Order before StockReceived';
  return invoiceFirstGate(purchase) ?? openReceiptGate(receipt);
}

/** Where the invoice comes first, no goods come before it. */
export function invoiceFirstGate(purchase: Purchase): string | undefined {
  return purchase.approach === 'INVOICE' && !purchase.invoices.some(isBilled)
    ? "'Invoice First' approach option set. Please authorise Invoice before StockReceived"
    : undefined;
}

function openReceiptGate(receipt: ReceiptPart | undefined): string | undefined {
  const status = receipt?.status ?? 'NOT AVAILABLE';
  return isOpen(status) ? undefined : `Purchase stock received with status ${status} can't be changed.`;
}
