import { createHash } from 'node:crypto';

/** One link as stored, hashes in hex, with the text that its hash is made of: null where the event is gone. */
export interface StoredLink {
  readonly position: number;
  readonly eventId: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly text: string | null;
}

export interface ChainHead {
  readonly position: number;
  readonly hash: string;
}

/** What a chain follows from: no event, and a hash of zeros. */
export const EMPTY_CHAIN: ChainHead = { position: 0, hash: '0'.repeat(64) };

export type ChainFault = 'altered' | 'removed' | 'inserted' | 'cut' | 'rewritten';

/** The first place where a chain does not hold. */
export interface BrokenLink {
  readonly fault: ChainFault;
  readonly position: number | null;
  readonly eventId: string | null;
  readonly what: string;
}

/** Whether this link is the one that follows the head. */
export function brokenLink(head: ChainHead, link: StoredLink): BrokenLink | null {
  const { position, eventId } = link;
  const broken = (fault: ChainFault, what: string) => ({ fault, position, eventId, what });
  if (position !== head.position + 1)
    return broken('removed', `after position ${head.position} comes ${position}: what was between is gone`);
  if (link.previousHash !== head.hash)
    return broken('altered', 'it does not follow from the link before it: one of the two was replaced');
  if (link.text === null) return broken('removed', 'its event is gone');
  if (createHash('sha256').update(link.text).digest('hex') !== link.hash)
    return broken('altered', 'its event is not what was written');
  return null;
}

/** Whether the chain, now `head`, still holds what was noted of it; `hashThere` is the hash at the noted position. */
export function brokenAnchor(noted: ChainHead, head: ChainHead, hashThere: string | null): BrokenLink | null {
  if (head.position < noted.position)
    return {
      fault: 'cut',
      position: head.position + 1,
      eventId: null,
      what: `it ends at position ${head.position}, and the anchor knows position ${noted.position}`,
    };
  if (hashThere === noted.hash) return null;
  return {
    fault: 'rewritten',
    position: noted.position,
    eventId: null,
    what: 'the hash there is not the one of the anchor: the chain was made anew up to there',
  };
}
