import type { InvoicePart, Purchase } from '../../model/purchase.js';
import { isOpen } from './open-part.js';

/** Why an invoice cannot be written now, in Cin7's order of asking; `undefined` when it can. */
export function invoiceGate(purchase: Purchase, invoice: InvoicePart | undefined): string | undefined {
  if (purchase.isVoided) return 'Purchase is voided.';
  if (purchase.order.status !== 'AUTHORISED') return 'Please authorise Order before Invoice';
  return stockFirstGate(purchase) ?? openInvoiceGate(invoice);
}

/** Where the goods come first, so do their papers. */
export function stockFirstGate(purchase: Purchase): string | undefined {
  const isReceived = purchase.receipts.some((receipt) => receipt.status === 'AUTHORISED');
  return purchase.approach === 'STOCK' && !isReceived
    ? "'Stock First' approach option set. Please authorise StockReceived before Invoice"
    : undefined;
}

function openInvoiceGate(invoice: InvoicePart | undefined): string | undefined {
  const status = invoice?.status ?? 'NOT AVAILABLE';
  return isOpen(status) ? undefined : `Purchase invoice with status ${status} can't be changed.`;
}
