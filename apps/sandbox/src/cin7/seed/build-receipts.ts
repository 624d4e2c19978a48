import { guidFrom, nextId } from '../model/identifiers.js';
import type {
  InvoicePart,
  Line,
  Purchase,
  PurchaseType,
  ReceiptLine,
  ReceiptPart,
} from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';

export type Received = 'none' | 'draft' | 'partly' | 'fully';

const typesWithoutGoods: readonly PurchaseType[] = ['service', 'credit', 'purchase-credit'];

/** Goods come with their invoice, group by group; without any invoice they come with the order. Services and credits never come. */
export function buildReceipts(tenant: Tenant, purchase: Purchase, received: Received): ReceiptPart[] {
  if (typesWithoutGoods.includes(purchase.type)) return [];
  if (purchase.order.status !== 'AUTHORISED' || received === 'none') return emptyReceipt(purchase);
  const filled = purchase.invoices.filter((invoice) => invoice.lines.length > 0);
  const sources = filled.length > 0 ? filled : [undefined];
  return sources.map((invoice) => receipt(tenant, purchase, { invoice, received }));
}

function emptyReceipt(purchase: Purchase): ReceiptPart[] {
  return purchase.type === 'simple'
    ? [{ taskId: purchase.id, group: 0, status: 'NOT AVAILABLE', lines: [] }]
    : [];
}

function receipt(
  tenant: Tenant,
  purchase: Purchase,
  { invoice, received }: { invoice: InvoicePart | undefined; received: Received },
): ReceiptPart {
  const taskId = invoice?.taskId ?? (purchase.type === 'simple' ? purchase.id : nextId(tenant));
  const ordered = invoice === undefined || invoice.lines.length === 0 ? purchase.order.lines : invoice.lines;
  const lines = received === 'partly' ? ordered.slice(0, Math.ceil(ordered.length / 2)) : ordered;
  const share = received === 'partly' && ordered.length === 1 ? 0.5 : 1;
  return {
    taskId,
    group: invoice?.group ?? (purchase.type === 'simple' ? 0 : 1),
    status: received === 'draft' ? 'DRAFT' : 'AUTHORISED',
    lines: lines.map((line) => receiptLine(purchase, line, { taskId, share })),
  };
}

export function receiptLine(
  purchase: Purchase,
  line: Line,
  of: { taskId: string; share: number },
): ReceiptLine {
  return {
    date: purchase.invoices[0]?.date ?? purchase.orderDate,
    quantity: of.share === 1 ? line.quantity : Math.floor(line.quantity * of.share),
    productId: line.productId,
    sku: line.sku,
    name: line.name,
    location: purchase.location,
    cardId: guidFrom(`${of.taskId}/card/${line.sku}`),
    batch: null,
    expiry: null,
    supplierSku: line.supplierSku,
  };
}
