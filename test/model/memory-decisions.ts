import { isInFlight } from '#libs/domain';
import type {
  PostingReplayRepository,
  PostingResolutionRepository,
  Replayed,
  Resolution,
  Resolved,
} from '#libs/persistence';
import { brokenUniqueness } from '#libs/persistence';
import type { MemoryLedger } from './memory-ledger.js';

/** What a person may decide, as the repositories of replays and of resolutions keep it. */
export class MemoryDecisions
  implements Pick<PostingReplayRepository, 'replay'>, Pick<PostingResolutionRepository, 'resolve'>
{
  constructor(private readonly ledger: MemoryLedger) {}

  async replay(id: string, _actor: string): Promise<Replayed | null> {
    const found = this.ledger.postings.get(id);
    if (!found) return null;
    const { state, sourceRecordId } = found;
    if (state === 'pending') return { outcome: 'waits' };
    if (isInFlight(state) || state === 'posted' || state === 'withdrawn')
      return { outcome: 'refused', state };
    const isSentAgain = (state === 'rejected' || state === 'held') && found.intent !== null;
    if (isSentAgain) this.sendAgain(id, true);
    if (isSentAgain && state === 'rejected') return { outcome: 'sent-again' };
    this.ledger.release((row) => row.id === id);
    return { outcome: 'mapped-again', sourceRecordId };
  }

  async resolve(id: string, resolution: Resolution, _actor: string): Promise<Resolved | null> {
    const found = this.ledger.postings.get(id);
    if (!found) return null;
    if (found.state !== 'needs-review') return { outcome: 'refused', state: found.state };
    try {
      const write = resolution.resolution === 'posted' ? this.link(id, resolution.quickBooksId) : [id];
      if (resolution.resolution === 'not-posted') this.sendAgain(id, true);
      const record = this.ledger.records.get(found.sourceRecordId);
      const map = record && record.mappingSeq > record.mappedSeq ? [record.id] : [];
      return { outcome: 'resolved', rings: { write, map } };
    } catch (error) {
      if (brokenUniqueness(error) === 'posting_link') return { outcome: 'taken' };
      throw error;
    }
  }

  private sendAgain(id: string, clears: boolean): void {
    const { revision, problems } = this.ledger.get(id);
    this.ledger.change(id, {
      state: 'pending',
      revision: revision + 1,
      notBefore: null,
      failures: 0,
      problems: clears ? [] : problems,
    });
  }

  private link(id: string, quickBooksId: string): string[] {
    const row = this.ledger.get(id);
    const entity = {
      vendor: 'Vendor',
      bill: 'Bill',
      'purchase-order': 'PurchaseOrder',
      'vendor-credit': 'VendorCredit',
    }[row.kind];
    const known = this.ledger.objects.get(`${entity}/${quickBooksId}`);
    const seen = known?.deleted ? undefined : known;
    this.ledger.change(id, {
      state: 'posted',
      quickBooksId,
      syncToken: seen?.syncToken ?? null,
      linkOrigin: row.linkOrigin ?? (seen?.marker === row.marker ? 'created' : 'adopted'),
      postedIntent: row.intent,
      postedHash: row.intentHash,
      postedRevision: row.revision,
      postedTotal: seen?.total ?? row.total,
      postedCurrency: seen?.currency ?? row.currency,
      postedAt: new Date(this.ledger.clock.now()),
      failures: 0,
      notBefore: null,
      problems: [],
    });
    if (row.kind === 'vendor') this.ledger.releaseBySubject(row.sourceKey);
    return this.ledger.pendingDependants(id);
  }
}
