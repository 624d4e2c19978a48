import { type Problem, problem } from '#libs/domain';
import type { PostingEntity } from '#libs/persistence';
import { isPaid, linksOf, type WireObject } from '#libs/quickbooks';
import { carriesOurMark } from './compose-write.js';

/** Why a document of QuickBooks whose source is gone must stay until a person decides; null where it may go. */
export function reasonToKeep(posting: PostingEntity, theirs: WireObject): Problem | null {
  const label = posting.documentNumber ?? posting.sourceNumber ?? posting.sourceKey;
  const gone = `The source of ${label} was undone or voided in Cin7`;
  if (!carriesOurMark(posting.kind, posting.marker, theirs))
    return problem(
      'changed-in-quickbooks',
      label,
      `${gone}, but the mark of Billbridge was taken out of its memo in QuickBooks, so it is not touched. Delete it there, or put ${posting.marker} back and replay.`,
    );
  if (isPaid(theirs))
    return problem(
      'bill-paid',
      label,
      `${gone}, but it has a payment or a credit against it in QuickBooks. Remove that there and replay, or keep the document and settle this by hand.`,
    );
  const links = linksOf(theirs).filter(({ TxnType }) => TxnType !== 'PurchaseOrder');
  if (links.length === 0) return null;
  const others = links.map(({ TxnType, TxnId }) => `${TxnType} ${TxnId}`).join(', ');
  return problem(
    'linked-in-quickbooks',
    label,
    `${gone}, but ${others} of QuickBooks hang on it. Unlink or delete these there and replay.`,
  );
}
