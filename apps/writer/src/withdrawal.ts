import { Inject, Injectable } from '@nestjs/common';
import { requestId } from '#libs/domain';
import {
  type ClaimedPosting,
  type OutgoingWrite,
  PostingClaimRepository,
  PostingWriteRepository,
  QuickBooksObjectRepository,
} from '#libs/persistence';
import { mirrored, type QuickBooksClient, RemoteError, refusalProblem } from '#libs/quickbooks';
import { outgoing } from './compose-write.js';
import { DOUBT_POLICY, type DoubtPolicy } from './doubt-policy.js';
import { entityOf } from './entity-of.js';
import { reasonToKeep } from './reason-to-keep.js';
import { Settlement } from './settlement.js';
import { type Call, outcomeOf } from './write-outcome.js';

/**
 * Takes a document back out of QuickBooks: only one that is ours, unpaid, unlinked and as we left it. A deletion cannot
 * happen twice, and reading the document by its id tells at once whether it has happened, so nothing is ever in doubt.
 */
@Injectable()
export class Withdrawal {
  constructor(
    private readonly claims: PostingClaimRepository,
    private readonly postings: PostingWriteRepository,
    private readonly objects: QuickBooksObjectRepository,
    private readonly settlement: Settlement,
    @Inject(DOUBT_POLICY) private readonly policy: DoubtPolicy,
  ) {}

  /** What is to be sent; null where nothing is, because it is gone already or has to stay. */
  async compose(claimed: ClaimedPosting, client: QuickBooksClient): Promise<OutgoingWrite | null> {
    const { posting, realmId } = claimed;
    const theirs = await this.read(claimed, client);
    if (theirs === 'later') return null;
    if (theirs === null) {
      await this.postings.finishWithdrawn(claimed, 'it is not in QuickBooks any more');
      return null;
    }
    const reason = reasonToKeep(claimed, theirs);
    if (reason) {
      await this.settlement.hold(claimed, reason);
      return null;
    }
    const { kind, sourceKey, revision } = posting;
    // A sync token is good once: with another one it is another request.
    const id = requestId({
      realmId,
      kind,
      sourceKey: `${sourceKey}@${theirs.SyncToken}`,
      operation: 'delete',
      revision,
    });
    return outgoing('delete', id, JSON.stringify({ Id: theirs.Id, SyncToken: theirs.SyncToken }));
  }

  async settle(claimed: ClaimedPosting, call: Call): Promise<readonly string[]> {
    if (call.ok) {
      await this.objects.note(
        claimed.connectionId,
        mirrored(entityOf(claimed.posting.kind), call.written.object),
      );
      await this.postings.finishWithdrawn(claimed, 'the answer');
      return [];
    }
    const { error } = call;
    switch (outcomeOf(call)) {
      case 'rejected':
        await this.postings.finishRefused(claimed, 'rejected', [
          refusalProblem(error, claimed.posting.documentNumber ?? claimed.posting.sourceKey),
        ]);
        return [];
      case 'stale':
        await this.claims.letGo(claimed, 0);
        return [claimed.posting.id];
      default:
        await this.later(claimed, error);
        return [];
    }
  }

  private async read(claimed: ClaimedPosting, client: QuickBooksClient) {
    const { kind, quickBooksId } = claimed.posting;
    try {
      return await client.read(entityOf(kind), quickBooksId ?? '');
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      await this.later(claimed, error);
      return 'later' as const;
    }
  }

  private async later(claimed: ClaimedPosting, error: RemoteError): Promise<void> {
    await this.settlement.noteFailure(claimed, error);
    await this.claims.letGo(claimed, error.retryAfterMs ?? this.policy.lookUpSeconds * 1_000);
  }
}
