import { amountOf, type Intention, type KnownPosting, marker, planPosting, type Wanted } from '#libs/domain';
import type { IntendedDocument, IntendedFor, PostingIntentRepository, Saved } from '#libs/persistence';
import type { MemoryLedger, PostingRow } from './memory-ledger.js';
import { amount } from './memory-writes.js';

const UNSETTLED_MS = 6 * 3_600_000;

/** What mapping says of a record, as `PostingIntentRepository.save` takes it; nothing is adopted in the model. */
export class MemoryIntents implements Pick<PostingIntentRepository, 'save'> {
  constructor(private readonly ledger: MemoryLedger) {}

  async save(target: IntendedFor, documents: readonly IntendedDocument[]): Promise<Saved> {
    const mappingSeq = Number(target.record.mappingSeq);
    const record = this.ledger.records.get(target.record.id);
    if (!record || record.mappedSeq > mappingSeq) return { pending: [], waits: false, released: [] };
    const pending: string[] = [];
    const released: string[] = [];
    let waits = false;
    for (const document of documents) {
      const id = this.ledger.newId(document.intention.kind, document.intention.sourceKey);
      const before = this.ledger.postings.get(id) ?? null;
      const plan = planPosting(before && this.known(before), wantedOf(document), target.shadow);
      if (plan.change === 'wait') waits = true;
      if (plan.change === 'take') {
        this.take(target, document, id, { state: plan.state, revision: plan.revision });
        released.push(...this.releaseAfter(document.intention, id, before === null));
        if (plan.state === 'pending') pending.push(id);
        continue;
      }
      if (plan.change === 'nothing' && before)
        this.ledger.change(id, {
          sourceVersion: target.record.version,
          total: totalOf(document.intention),
        });
      if (before?.state === 'pending') pending.push(id);
    }
    if (!waits) record.mappedSeq = Math.max(record.mappedSeq, mappingSeq);
    return { pending, waits, released };
  }

  private known(row: PostingRow): KnownPosting {
    const { ledger } = this;
    const isRecent = (row.sentAt?.getTime() ?? 0) > ledger.clock.now() - UNSETTLED_MS;
    return { ...row, isUnsettled: row.state === 'pending' && isRecent && ledger.isChangeLost(row) };
  }

  /** As the one statement that adds the posting or gives it the new intention. */
  private take(
    { record, realmId }: IntendedFor,
    { intention, intent, dependsOn }: IntendedDocument,
    id: string,
    { state, revision }: Pick<PostingRow, 'state' | 'revision'>,
  ): void {
    const { decision, kind, sourceKey } = intention;
    const before = this.ledger.postings.get(id);
    const said = {
      state,
      revision,
      sourceVersion: record.version,
      sourceNumber: intention.sourceNumber,
      documentNumber: intent?.documentNumber ?? before?.documentNumber ?? null,
      documentDate: intention.documentDate ?? before?.documentDate ?? null,
      total: totalOf(intention),
      currency: currencyOf(intention) ?? before?.currency ?? null,
      exclusionReason: decision.outcome === 'exclude' ? decision.reason : null,
      intent: intent?.body ?? null,
      intentHash: intent?.hash ?? null,
      overwrites: false,
    };
    const problems = decision.outcome === 'hold' ? decision.problems : [];
    const isSame =
      before?.state === state &&
      before.revision === revision &&
      JSON.stringify(before.problems) === JSON.stringify(problems);
    const found = dependsOn.map((each) => ({
      id: this.ledger.newId(each.kind, each.sourceKey),
      required: each.required,
    }));
    const dependencies = found.filter((each) => this.ledger.postings.has(each.id));
    const hangs = isSame
      ? {}
      : { problems, ...(decision.outcome === 'withdraw' ? {} : { dependsOn: dependencies }) };
    if (before)
      this.ledger.change(id, {
        ...said,
        ...hangs,
        notBefore: null,
        failures: 0,
        leaseToken: String(BigInt(before.leaseToken) + 1n),
        leaseUntil: null,
      });
    else
      this.ledger.put({
        ...NEW,
        otherThan: [],
        ...said,
        id,
        pipelineId: record.pipelineId,
        sourceRecordId: record.id,
        realmId,
        kind,
        sourceKey,
        marker: marker({ realmId, kind, sourceKey }),
        updatedAt: new Date(this.ledger.clock.now()),
        problems,
        dependsOn: dependencies,
      });
  }

  private releaseAfter({ kind, sourceKey }: Intention, id: string, isNew: boolean): string[] {
    if (kind !== 'vendor') return [];
    const isSettled = ['pending', 'posted', 'shadow'].includes(this.ledger.get(id).state);
    return [
      ...(isSettled || isNew ? this.ledger.releaseBySubject(sourceKey) : []),
      ...(isSettled ? [] : this.ledger.releaseDependants(id)),
    ];
  }
}

function wantedOf({ intention: { decision }, intent }: IntendedDocument): Wanted {
  if (decision.outcome === 'adopt') throw new Error('Nothing is adopted in the model');
  return decision.outcome === 'post'
    ? { outcome: 'post', intentHash: intent?.hash ?? '', restates: false }
    : { outcome: decision.outcome };
}

function totalOf({ total }: Intention): string | null {
  return total ? amount(amountOf(total)) : null;
}

function currencyOf({ kind, decision, total }: Intention): string | null {
  if (total) return total.currency;
  return kind === 'vendor' && decision.outcome === 'post' ? decision.document.currency : null;
}

const NEW = {
  leaseToken: '0',
  leaseUntil: null,
  notBefore: null,
  failures: 0,
  operation: null,
  requestId: null,
  sentPayload: null,
  sentSha256: null,
  sentAt: null,
  firstSentAt: null,
  quickBooksId: null,
  syncToken: null,
  linkOrigin: null,
  postedIntent: null,
  postedHash: null,
  postedRevision: null,
  postedTotal: null,
  postedCurrency: null,
  postedAt: null,
} as const;
