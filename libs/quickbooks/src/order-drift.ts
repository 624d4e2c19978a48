import type { Draft } from './draft.js';
import { essenceOf } from './essence.js';
import type { WireObject } from './quickbooks.client.js';

/** What we posted last of an order, with the vendor that it named then; null where that is not known any more. */
export interface PostedOrder {
  readonly draft: Draft;
  readonly vendorId: string | null;
}

/**
 * The members of an order of ours that say something else in QuickBooks than we posted. What QuickBooks does itself is none
 * of it: it closes an order that is billed, lists the bills, counts what was received, and each time raises the sync token.
 */
export function changedMembers({ draft, vendorId }: PostedOrder, theirs: WireObject): readonly string[] {
  const members = Object.keys(draft).filter((member) => isOverwritten(member, draft, theirs));
  const isMoved =
    vendorId !== null && essenceOf('VendorRef', theirs.VendorRef) !== essenceOf('VendorRef', vendorId);
  return isMoved ? [...members, 'VendorRef'] : members;
}

/** A person who writes more into the memo takes nothing of ours away. */
export function isOverwritten(member: string, ours: Draft, theirs: WireObject): boolean {
  const [wanted, held] = [ours[member], theirs[member]];
  if (member === 'PrivateNote' && typeof wanted === 'string' && typeof held === 'string')
    return !held.includes(wanted);
  return essenceOf(member, wanted) !== essenceOf(member, held);
}
