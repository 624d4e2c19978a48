import type { OrderLink } from '#libs/domain';
import type { Draft } from './draft.js';
import type { WireObject } from './quickbooks.client.js';

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

/**
 * The lines, counted from 1, that were to deliver on the order but do not in the document as QuickBooks holds it: it drops
 * a link that it cannot make without a word, and only the lines of its answer tell.
 * Source: an open issue of a widely used client library; recorded answers.
 */
export function droppedLinks(draft: Draft, order: OrderLink | null, document: WireObject): readonly number[] {
  const held = objectsOf(document.Line);
  const asked = objectsOf(withOrderLinks(draft, order).Line);
  return objectsOf(draft.Line).flatMap(({ OrderLine }, index) => {
    if (typeof OrderLine !== 'number') return [];
    const [wanted] = objectsOf(asked[index]?.LinkedTxn);
    const isHeld = objectsOf(held[index]?.LinkedTxn).some(
      (link) =>
        wanted !== undefined &&
        link.TxnType === wanted.TxnType &&
        link.TxnId === wanted.TxnId &&
        link.TxnLineId === wanted.TxnLineId,
    );
    return isHeld ? [] : [index + 1];
  });
}

function objectsOf(list: unknown): Draft[] {
  return Array.isArray(list) ? (list as Draft[]) : [];
}
