import type { OrderLink } from '#libs/domain';
import type { Draft } from './draft.js';

/**
 * A draft's lines say which line of the order they deliver on by its place; QuickBooks wants the ids of order and line,
 * on the line and once more on the document. Without the order the document goes out unlinked.
 * Source: Intuit, "Manage linked transactions".
 */
export function withOrderLinks(draft: Draft, order: OrderLink | null): Draft {
  if (!Array.isArray(draft.Line)) return draft;
  const lines = (draft.Line as Draft[]).map(({ OrderLine, ...line }) => {
    const lineId = typeof OrderLine === 'number' ? order?.lineIds[OrderLine] : undefined;
    return order && lineId ? { ...line, LinkedTxn: [{ ...linkTo(order), TxnLineId: lineId }] } : line;
  });
  const isLinked = lines.some((line) => 'LinkedTxn' in line);
  return { ...draft, ...(order && isLinked ? { LinkedTxn: [linkTo(order)] } : {}), Line: lines };
}

function linkTo({ id }: OrderLink) {
  return { TxnId: id, TxnType: 'PurchaseOrder' };
}
