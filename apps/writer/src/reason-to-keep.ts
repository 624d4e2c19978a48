import { closedBooks, type Problem, problem } from '#libs/domain';
import type { ClaimedPosting } from '#libs/persistence';
import { isOfAnotherVendor, isPaid, linksOf, planUpdate, type WireObject } from '#libs/quickbooks';
import { labelOf } from './label-of.js';

/** Our mark is the proof that a document is ours. Vendors carry no memo: for them the stored link alone says whose they are. */
export function carriesOurMark(kind: string, mark: string, document: WireObject): boolean {
  if (kind === 'vendor') return true;
  return typeof document.PrivateNote === 'string' && document.PrivateNote.includes(mark);
}

/** Why a document of QuickBooks whose source is gone must stay until a person decides; null where it may go. */
export function reasonToKeep(claimed: ClaimedPosting, theirs: WireObject): Problem | null {
  const { posting } = claimed;
  const label = labelOf(posting);
  const gone = `The source of ${label} was undone or voided in Cin7`;
  if (!carriesOurMark(posting.kind, posting.marker, theirs))
    return problem(
      'changed-in-quickbooks',
      label,
      posting.linkOrigin === 'adopted'
        ? `${gone}, but document ${posting.quickBooksId} of QuickBooks was entered by others, so it is not touched. Delete it there by hand, or leave it.`
        : `${gone}, but the mark of Billbridge was taken out of its memo in QuickBooks, so it is not touched. Delete it there, or put ${posting.marker} back and replay.`,
    );
  if (wasEdited(claimed, theirs))
    return problem(
      'changed-in-quickbooks',
      label,
      `${gone}, but a person has changed it in QuickBooks since it was posted. Delete it there, or undo that change and replay.`,
    );
  const reason = booksClosedFor(claimed, theirs, null);
  if (reason) return reason;
  if (isPaid(theirs))
    return problem(
      'bill-paid',
      label,
      `${gone}, but it has a payment or a credit against it in QuickBooks. Remove that there and replay, or keep the document and settle this by hand.`,
    );
  const others = otherLinks(theirs);
  if (others === null) return null;
  return problem(
    'linked-in-quickbooks',
    label,
    `${gone}, but ${others} of QuickBooks hang on it. Unlink or delete these there and replay.`,
  );
}

/** Why a change of Cin7 that moves money must not reach the document as it stands in QuickBooks; null where it may. */
export function reasonNotToChange({ posting }: ClaimedPosting, theirs: WireObject): Problem | null {
  const label = labelOf(posting);
  if (isPaid(theirs))
    return problem(
      'bill-paid',
      label,
      `${label} is paid in QuickBooks, in whole or in part, and has changed in Cin7. Remove the payment or credit there and replay, enter the change by hand, or correct Cin7.`,
    );
  // Bills hang on an order, and a change of it reaches only what is not billed yet.
  const others = posting.kind === 'purchase-order' ? null : otherLinks(theirs);
  if (others === null) return null;
  return problem(
    'linked-in-quickbooks',
    label,
    `${label} has changed in Cin7, but ${others} of QuickBooks hang on it. Unlink these there and replay, enter the change by hand, or correct Cin7.`,
  );
}

/** Neither the date that it has nor the date that it shall have may lie in a closed period. An order moves no account. */
export function booksClosedFor(
  { posting, lockDates }: ClaimedPosting,
  theirs: WireObject | null,
  newDate: unknown,
): Problem | null {
  if (posting.kind === 'vendor' || posting.kind === 'purchase-order') return null;
  const dates = [theirs?.TxnDate, newDate].map((date) => (typeof date === 'string' ? date : null));
  return closedBooks(labelOf(posting), dates, lockDates);
}

/**
 * Where it is not known any more what was posted, nothing tells; its mark is there, and it is unpaid and unlinked. An order's
 * status is QuickBooks' own: one that we closed is open again as soon as its bills are gone.
 */
function wasEdited({ posting, vendorId }: ClaimedPosting, theirs: WireObject): boolean {
  if (!posting.postedIntent) return false;
  const { POStatus: _, ...posted } = posting.postedIntent;
  const isGivenAsWanted = !isOfAnotherVendor(theirs, vendorId);
  const left = isGivenAsWanted ? posted : { ...posted, ...vendorSent(posting.sentPayload) };
  return planUpdate({ base: null, ours: left, theirs, vendorId: null, order: null }).action !== 'nothing';
}

/** The vendor that it was sent with: another may stand for the supplier today. A deletion that was sent names none. */
function vendorSent(payload: string | null): { readonly VendorRef?: unknown } {
  const { VendorRef } = JSON.parse(payload ?? '{}') as { readonly VendorRef?: unknown };
  return VendorRef === undefined ? {} : { VendorRef };
}

function otherLinks(theirs: WireObject): string | null {
  const links = linksOf(theirs).filter(({ TxnType }) => TxnType !== 'PurchaseOrder');
  return links.length === 0 ? null : links.map(({ TxnType, TxnId }) => `${TxnType} ${TxnId}`).join(', ');
}
