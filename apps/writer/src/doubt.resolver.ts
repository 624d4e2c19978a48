import { Inject, Injectable } from '@nestjs/common';
import { type Problem, problem } from '#libs/domain';
import {
  type ClaimedPosting,
  PostingClaimRepository,
  PostingWriteRepository,
  QuickBooksObjectRepository,
} from '#libs/persistence';
import {
  type Draft,
  findByMarker,
  findVendorsByName,
  planUpdate,
  type QuickBooksClient,
  RemoteError,
  type WireObject,
} from '#libs/quickbooks';
import { DOUBT_POLICY, type DoubtPolicy, nextLookUpSeconds } from './doubt-policy.js';
import { entityOf } from './entity-of.js';
import { NO_RECOVERY, type Recovery, recoveryFrom } from './recovery.js';
import { Settlement } from './settlement.js';

/** Allowed difference between our clock and QuickBooks'. */
const CLOCKS_MS = 5 * 60_000;

/** Ends a doubt by evidence only: what QuickBooks holds, or the settle window. */
@Injectable()
export class DoubtResolver {
  constructor(
    private readonly claims: PostingClaimRepository,
    private readonly postings: PostingWriteRepository,
    private readonly settlement: Settlement,
    private readonly mirror: QuickBooksObjectRepository,
    @Inject(DOUBT_POLICY) private readonly policy: DoubtPolicy,
  ) {}

  async resolve(claimed: ClaimedPosting, client: QuickBooksClient): Promise<readonly string[]> {
    try {
      return await (claimed.posting.operation === 'update'
        ? this.resolveUpdate(claimed, client)
        : this.resolveCreate(claimed, client));
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      // The look-up itself failed: the doubt stands, and is looked into later.
      await this.settlement.noteFailure(claimed, error);
      await this.claims.letGo(claimed, error.retryAfterMs ?? this.policy.lookUpSeconds * 1_000);
      return [];
    }
  }

  /**
   * The document, where it is in QuickBooks although we know of no link to it. The mirror tells, which costs no call: after a
   * restore of the database it may hold documents that we have forgotten. One that has been on its way before, under any
   * revision, is asked for as well.
   */
  async foundFromBefore(claimed: ClaimedPosting, client: QuickBooksClient): Promise<readonly WireObject[]> {
    const { kind, firstSentAt, marker } = claimed.posting;
    if (kind === 'vendor') return [];
    const remembered = await this.mirror.idsByMarker(claimed.connectionId, entityOf(kind), marker);
    const isAsked = firstSentAt !== null || (await this.recovery(claimed)).looksUp;
    const asked = isAsked ? await this.look(claimed, client) : [];
    return this.stillThere(claimed, client, [...remembered, ...asked.map(({ Id }) => String(Id))]);
  }

  /** Read by id, each of them: queries lag behind, and still find what we have just taken back. */
  private async stillThere({ posting }: ClaimedPosting, client: QuickBooksClient, ids: readonly string[]) {
    const entity = entityOf(posting.kind);
    const documents = await Promise.all([...new Set(ids)].map((id) => client.read(entity, id)));
    return documents.filter((document) => document !== null);
  }

  /** Seconds that a document which was not found has to wait, as it may have been sent in a past that was lost. */
  async secondsToWait(claimed: ClaimedPosting): Promise<number | null> {
    // A vendor is not made twice: its name is taken.
    return claimed.posting.kind === 'vendor' ? null : (await this.recovery(claimed)).waitSeconds;
  }

  /** By the database's clock, which noted the restore. */
  private async recovery({ restored }: ClaimedPosting): Promise<Recovery> {
    return restored ? recoveryFrom(restored, this.policy, await this.claims.now()) : NO_RECOVERY;
  }

  private async resolveCreate(claimed: ClaimedPosting, client: QuickBooksClient): Promise<readonly string[]> {
    const seen = await this.look(claimed, client);
    const isVendor = claimed.posting.kind === 'vendor';
    const found = isVendor
      ? seen
      : await this.stillThere(
          claimed,
          client,
          seen.map(({ Id }) => String(Id)),
        );
    const [document] = found;
    if (!document) return this.waitOrSendAgain(claimed);
    if (found.length > 1) return this.settlement.hold(claimed, severalFound(claimed, found));
    return this.settlement.found(claimed, document, 'a look-up by marker', originOf(claimed, document));
  }

  private look(
    { posting, vendorId }: ClaimedPosting,
    client: QuickBooksClient,
  ): Promise<readonly WireObject[]> {
    if (posting.kind === 'vendor')
      return findVendorsByName(client, String(posting.intent?.DisplayName ?? ''));
    return findByMarker(client, entityOf(posting.kind), {
      marker: posting.marker,
      vendorId,
      documentNumber: posting.documentNumber,
      date: posting.documentDate,
    });
  }

  /** Not found: it may still appear. Only after the settle window the same request goes out once more. */
  private async waitOrSendAgain(claimed: ClaimedPosting): Promise<readonly string[]> {
    const { sentAt, id } = claimed.posting;
    // By the database's clock, which noted the sending: a clock of ours that is ahead would cut the window short.
    const now = await this.claims.now();
    const wait = nextLookUpSeconds(this.policy, sentAt ?? now, now);
    if (wait !== null) {
      await this.postings.finishInDoubt(claimed, wait);
      return [];
    }
    await this.postings.finishPending(claimed, {
      waitMs: 0,
      why: 'not found by the end of the settle window',
    });
    return [id];
  }

  /**
   * An update cannot happen twice: the sync token it carries is good once. It is derived anew from what is there now, so
   * its bytes may be others, and other bytes need another request id.
   */
  private async resolveUpdate(claimed: ClaimedPosting, client: QuickBooksClient): Promise<readonly string[]> {
    const { posting, vendorId } = claimed;
    const theirs = await client.read(entityOf(posting.kind), posting.quickBooksId ?? '');
    const { postedIntent: base, overwrites } = posting;
    const ours: Draft = posting.intent ?? {};
    if (theirs && planUpdate({ base, ours, theirs, vendorId, order: null, overwrites }).action === 'nothing')
      return this.settlement.found(claimed, theirs, 'a look-up');
    const why = 'the update was not carried out';
    await this.postings.finishPending(claimed, { waitMs: 0, why, nextRevision: true });
    return [posting.id];
  }
}

/** One of them is too many, and which one only a person can tell. */
export function severalFound({ posting }: ClaimedPosting, found: readonly WireObject[]): Problem {
  const ids = found.map(({ Id }) => String(Id)).join(', ');
  return problem(
    'several-in-quickbooks',
    posting.documentNumber ?? posting.sourceKey,
    `QuickBooks holds several documents with the mark ${posting.marker}: ${ids}. Keep one, delete the others there, and say which stays.`,
  );
}

/** A vendor of the name that is older than our request is not ours. */
function originOf({ posting }: ClaimedPosting, document: WireObject): 'created' | 'adopted' {
  if (posting.kind !== 'vendor' || !posting.firstSentAt) return 'created';
  const createdAt = Date.parse(
    String((document.MetaData as { CreateTime?: unknown } | undefined)?.CreateTime),
  );
  return createdAt >= posting.firstSentAt.getTime() - CLOCKS_MS ? 'created' : 'adopted';
}
