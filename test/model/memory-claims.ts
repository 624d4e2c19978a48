import {
  type ClaimedPosting,
  type ClaimState,
  type PostingClaimRepository,
  USUAL_LEASE_SECONDS,
  type WaitingPosting,
} from '#libs/persistence';
import type { MemoryLedger, PostingRow } from './memory-ledger.js';

type Claims = Omit<PostingClaimRepository, 'pipelinesToWrite'>;

const UNDER_WAY = ['pending', 'sending', 'in-doubt'];

/** Who works on which posting, as `PostingClaimRepository` decides it. */
export class MemoryClaims implements Claims {
  constructor(private readonly ledger: MemoryLedger) {}

  async claim(id: string, state: ClaimState): Promise<ClaimedPosting | null> {
    const { connection, clock } = this.ledger;
    const before = this.ledger.postings.get(id);
    if (!before || before.state !== state || !this.isDue(before)) return null;
    this.ledger.change(id, {
      leaseToken: String(BigInt(before.leaseToken) + 1n),
      leaseUntil: new Date(clock.now() + USUAL_LEASE_SECONDS * 1_000),
    });
    const posting = this.ledger.get(id);
    const dependencies = posting.dependsOn.map((dependency) => this.ledger.get(dependency.id));
    const vendor = dependencies.find(({ kind }) => kind === 'vendor');
    return {
      posting: { ...posting },
      leaseToken: posting.leaseToken,
      connectionId: connection.id,
      realmId: connection.realmId,
      supplierId: vendor?.sourceKey ?? null,
      vendorId: vendor?.quickBooksId ?? null,
      order: null,
      restored: null,
      lockDates: { quickBooks: null, cin7: null },
    };
  }

  async letGo({ posting, leaseToken }: ClaimedPosting, waitMs: number): Promise<void> {
    if (this.ledger.get(posting.id).leaseToken !== leaseToken) return;
    this.ledger.change(posting.id, {
      leaseUntil: null,
      notBefore: new Date(this.ledger.clock.now() + waitMs),
    });
  }

  async giveBack({ posting: { id, state }, leaseToken }: ClaimedPosting): Promise<void> {
    const row = this.ledger.get(id);
    if (row.leaseToken === leaseToken && row.state === state) this.ledger.change(id, { leaseUntil: null });
  }

  async now(): Promise<Date> {
    return new Date(this.ledger.clock.now());
  }

  async doubtAbandoned(): Promise<number> {
    const now = this.ledger.clock.now();
    const abandoned = [...this.ledger.postings.values()].filter(
      ({ state, leaseUntil }) => state === 'sending' && leaseUntil && leaseUntil.getTime() < now,
    );
    for (const { id, revision, operation, requestId, leaseToken } of abandoned) {
      this.ledger.change(id, {
        state: 'in-doubt',
        notBefore: new Date(now),
        leaseUntil: null,
        leaseToken: String(BigInt(leaseToken) + 1n),
      });
      const attempt = { postingId: id, revision, operation, requestId, leaseToken };
      this.ledger.attempts.push({ ...attempt, outcome: 'lost' });
    }
    return abandoned.length;
  }

  async waiting(_pipelineId: string, limit: number): Promise<WaitingPosting[]> {
    return [...this.ledger.postings.values()]
      .filter((row) => ['pending', 'in-doubt', 'withdrawing'].includes(row.state) && this.isDue(row))
      .map(({ id }) => ({ id, lane: 1, company: { id: '', limitShare: 1 } }))
      .slice(0, limit);
  }

  private isDue(row: PostingRow): boolean {
    const { connection, clock } = this.ledger;
    const now = clock.now();
    const isFree = row.leaseUntil === null || row.leaseUntil.getTime() < now;
    const isTime = row.notBefore === null || row.notBefore.getTime() <= now;
    const isOpen = connection.throttledUntil === null || connection.throttledUntil <= now;
    return isFree && isTime && isOpen && connection.state === 'active' && this.isItsTurn(row);
  }

  private isItsTurn(row: PostingRow): boolean {
    // There are no orders here: what is taken back waits for nothing.
    if (row.state === 'in-doubt' || row.state === 'withdrawing') return true;
    return row.dependsOn.every(({ id, required }) => {
      const { state } = this.ledger.get(id);
      return required ? state === 'posted' : !UNDER_WAY.includes(state);
    });
  }
}
