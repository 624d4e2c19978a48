import { Injectable } from '@nestjs/common';
import { markerIn, type Problem, problem } from '#libs/domain';
import { type ClaimedPosting, LookAlikeRepository, QuickBooksObjectRepository } from '#libs/persistence';
import {
  holderOfNumber,
  mirrored,
  type QuickBooksClient,
  RemoteError,
  type WireObject,
} from '#libs/quickbooks';
import type { Composed } from './compose-write.js';
import { entityOf } from './entity-of.js';
import { labelOf } from './label-of.js';
import { looksAlike } from './looks-alike.js';

/** A bookkeeper, or another program, may have entered what we are about to enter. */
@Injectable()
export class Coexistence {
  constructor(
    private readonly lookAlikes: LookAlikeRepository,
    private readonly mirror: QuickBooksObjectRepository,
  ) {}

  /** What is to be done instead of entering it; null where nobody has. The mirror tells; only what it shows is read. */
  async meet(claimed: ClaimedPosting, client: QuickBooksClient): Promise<Composed | null> {
    const { posting, connectionId } = claimed;
    if (posting.kind === 'vendor') return null;
    const entity = entityOf(posting.kind);
    const { ids, policy } = await this.lookAlikes.of(posting.id);
    const there: WireObject[] = [];
    for (const id of ids) {
      const document = await client.read(entity, id);
      if (document && looksAlike(claimed, document)) there.push(document);
      await this.mirror.note(connectionId, mirrored(entity, document ?? { Id: id, status: 'Deleted' }));
    }
    const [first, ...others] = there;
    if (!first) return null;
    return policy === 'adopt' && others.length === 0 && !isMarked(first)
      ? { action: 'adopt', found: first }
      : { action: 'hold', problem: alreadyThere(claimed, there) };
  }

  /**
   * QuickBooks refused a number and named the document that has it. Where that is ours, or looks like ours, the mirror is
   * told of it, and the posting meets it when it is composed again.
   */
  async hasLearned(claimed: ClaimedPosting, error: RemoteError, client: QuickBooksClient): Promise<boolean> {
    const { posting, connectionId } = claimed;
    const id = holderOfNumber(error);
    if (!id || posting.otherThan.includes(id)) return false;
    const entity = entityOf(posting.kind);
    const document = await unlessUnreachable(client.read(entity, id));
    if (!document) return false;
    await this.mirror.note(connectionId, mirrored(entity, document));
    return markOf(document) === posting.marker || looksAlike(claimed, document);
  }
}

function markOf({ PrivateNote }: WireObject): string | null {
  return markerIn(typeof PrivateNote === 'string' ? PrivateNote : null);
}

/** A document with a mark that no posting knows may come from a past that was lost: a person looks at it. */
function isMarked(document: WireObject): boolean {
  return markOf(document) !== null;
}

/** It only adds to what a refusal has told already. */
async function unlessUnreachable(reading: Promise<WireObject | null>): Promise<WireObject | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof RemoteError) return null;
    throw error;
  }
}

function alreadyThere({ posting }: ClaimedPosting, there: readonly WireObject[]): Problem {
  const label = labelOf(posting);
  const ids = there.map(({ Id }) => String(Id)).join(', ');
  return problem(
    'already-in-quickbooks',
    label,
    `QuickBooks has ${label} of this vendor and total already, entered by hand or by another program: document ${ids}. Nothing was sent. Resolve the posting: adopt, where it is the same; post-anyway, where it is another; exclude, where it is to be left to others.`,
  );
}
