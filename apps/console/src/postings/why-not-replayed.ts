import type { PostingState } from '#libs/domain';

/** Why a posting in this state is not tried again, and what to do instead. */
export function whyNotReplayed(state: PostingState): string {
  switch (state) {
    case 'posted':
      return 'The posting is in QuickBooks already, so there is nothing to replay. A change in Cin7 is carried by itself.';
    case 'withdrawn':
      return 'The posting was withdrawn. It is posted again when its document is owed again in Cin7.';
    case 'needs-review':
      return 'What became of the last write is contradictory. Look in QuickBooks and resolve the posting.';
    default:
      return `The posting is ${state}: a write is out and nothing is sent twice. Wait until its fate is known.`;
  }
}
