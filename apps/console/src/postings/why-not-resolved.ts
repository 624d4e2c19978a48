import type { PostingState } from '#libs/domain';

/** Why a person's word is not taken for a posting in this state. */
export function whyNotResolved(resolution: string, state: PostingState): string {
  return resolution === 'posted' || resolution === 'not-posted'
    ? `The posting is ${state}. Only one that needs a review is decided by a person.`
    : `The posting is ${state}, and ${resolution} is only for one that is held because that very document of QuickBooks has its vendor, number and total. See its problems.`;
}
