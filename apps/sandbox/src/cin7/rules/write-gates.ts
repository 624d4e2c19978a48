import type { InvoicePart, Purchase } from '../model/purchase.js';

/** Why an invoice cannot be written now, in Cin7's order of asking; `undefined` when it can. */
export function invoiceGate(purchase: Purchase, invoice: InvoicePart | undefined): string | undefined {
  if (purchase.isVoided) return 'Purchase is voided.';
  if (purchase.order.status !== 'AUTHORISED') return 'Please authorise Order before Invoice';
  const received = purchase.receipts.some((receipt) => receipt.status === 'AUTHORISED');
  if (purchase.approach === 'STOCK' && !received)
    return "'Stock First' approach option set. Please authorise StockReceived before Invoice";
  const status = invoice?.status ?? 'NOT AVAILABLE';
  return status === 'DRAFT' || status === 'NOT AVAILABLE'
    ? undefined
    : `Purchase invoice with status ${status} can't be changed.`;
}
