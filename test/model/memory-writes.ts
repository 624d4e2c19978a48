import type { PostingState, Problem } from '#libs/domain';
import {
  type AttemptResult,
  type ClaimedPosting,
  type OutgoingWrite,
  type PostedDocument,
  type PostingWriteRepository,
  USUAL_LEASE_SECONDS,
} from '#libs/persistence';
import type { MemoryLedger, PostingRow } from './memory-ledger.js';

type Writes = Pick<PostingWriteRepository, keyof PostingWriteRepository>;

/** The writer's half of a posting's life, as `PostingWriteRepository` keeps it. */
export class MemoryWrites implements Writes {
  constructor(private readonly ledger: MemoryLedger) {}

  async markSending({ posting, leaseToken }: ClaimedPosting, write: OutgoingWrite): Promise<boolean> {
    const row = this.ledger.get(posting.id);
    if (row.leaseToken !== leaseToken || !(row.state === 'pending' || row.state === 'withdrawing'))
      return false;
    const now = this.ledger.clock.now();
    this.ledger.change(row.id, {
      state: row.state === 'pending' ? 'sending' : row.state,
      operation: write.operation,
      requestId: write.requestId,
      sentPayload: write.payload,
      sentSha256: write.sha256,
      sentAt: new Date(now),
      firstSentAt: row.requestId === write.requestId ? (row.firstSentAt ?? new Date(now)) : new Date(now),
      leaseUntil: new Date(now + USUAL_LEASE_SECONDS * 1_000),
    });
    this.ledger.sendings.push({ ...write, postingId: row.id, revision: row.revision });
    return true;
  }

  async appendAttempt(
    { posting, leaseToken }: ClaimedPosting,
    { operation, requestId }: OutgoingWrite,
    { outcome }: AttemptResult,
  ): Promise<void> {
    const { id: postingId, revision } = posting;
    this.ledger.attempts.push({ postingId, revision, operation, requestId, leaseToken, outcome });
  }

  async staleInARow(id: string): Promise<number> {
    const outcomes = this.ledger.attempts
      .filter(({ postingId }) => postingId === id)
      .map((row) => row.outcome);
    return outcomes.length - 1 - outcomes.findLastIndex((outcome) => outcome !== 'stale');
  }

  async finishPosted(
    claimed: ClaimedPosting,
    document: PostedDocument,
    problems: readonly Problem[] = [],
  ): Promise<readonly string[]> {
    const { id, kind, sourceKey } = claimed.posting;
    const row = this.ledger.get(id);
    const done = this.step(claimed, 'posted', {
      quickBooksId: document.quickBooksId,
      syncToken: document.syncToken,
      linkOrigin: row.linkOrigin ?? document.origin,
      postedIntent: row.intent,
      postedHash: row.intentHash,
      postedRevision: row.revision,
      postedTotal: amount(document.total),
      postedCurrency: document.currency,
      postedAt: new Date(this.ledger.clock.now()),
      failures: 0,
      notBefore: null,
    });
    if (!done) return [];
    if (problems.length > 0) this.step(claimed, 'held', { postedHash: null });
    this.ledger.change(id, { problems });
    if (kind === 'vendor') this.ledger.releaseBySubject(sourceKey);
    return this.ledger.pendingDependants(id);
  }

  async finishWithdrawn(claimed: ClaimedPosting, _evidence: string): Promise<void> {
    this.step(claimed, 'withdrawn', {
      quickBooksId: null,
      syncToken: null,
      linkOrigin: null,
      postedIntent: null,
      postedHash: null,
      postedTotal: null,
      postedCurrency: null,
      intent: null,
      intentHash: null,
      failures: 0,
      notBefore: null,
      problems: [],
    });
  }

  async finishRefused(
    claimed: ClaimedPosting,
    state: 'rejected' | 'held',
    problems: readonly Problem[],
    mapAgain = false,
  ): Promise<void> {
    const { id, sourceRecordId } = claimed.posting;
    if (!this.step(claimed, state, { problems })) return;
    this.ledger.releaseDependants(id);
    if (mapAgain) this.ledger.release((row) => row.sourceRecordId === sourceRecordId);
  }

  async finishInDoubt(claimed: ClaimedPosting, lookUpInSeconds: number): Promise<void> {
    this.step(claimed, 'in-doubt', { notBefore: this.after(lookUpInSeconds * 1_000) });
  }

  async finishPending(
    claimed: ClaimedPosting,
    options: { readonly waitMs: number; readonly why: string; readonly nextRevision?: boolean },
  ): Promise<void> {
    const { failures, revision } = this.ledger.get(claimed.posting.id);
    this.step(claimed, 'pending', {
      notBefore: this.after(options.waitMs),
      failures: failures + 1,
      revision: revision + (options.nextRevision ? 1 : 0),
    });
  }

  async finishNeedsReview(claimed: ClaimedPosting, problems: readonly Problem[]): Promise<void> {
    const { problems: before } = this.ledger.get(claimed.posting.id);
    this.step(claimed, 'needs-review', { problems: before.length > 0 ? before : problems });
  }

  private after(ms: number): Date {
    return new Date(this.ledger.clock.now() + ms);
  }

  private step(
    { posting, leaseToken }: ClaimedPosting,
    state: PostingState,
    changes: Partial<PostingRow>,
  ): boolean {
    if (this.ledger.get(posting.id).leaseToken !== leaseToken) return false;
    this.ledger.change(posting.id, { leaseUntil: null, ...changes, state });
    return true;
  }
}

/** An amount as Postgres shows its column. */
export function amount(text: string | null): string | null {
  return text === null ? null : Number(text).toFixed(4);
}
