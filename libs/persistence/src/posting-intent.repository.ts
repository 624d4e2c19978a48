import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import {
  type DocumentKind,
  type KnownDocument,
  type Plan,
  planPosting,
  type SupplierVendor,
  type Wanted,
} from '#libs/domain';
import type { IntendedDocument, IntendedFor, KnownRow } from './intended-document.js';
import { claimNumbers, takenNumbers } from './number-claims.js';
import { releaseAfter, type Taken } from './release-after-mapping.js';
import { saveAttachments } from './save-attachments.js';
import type { SourceRecordEntity } from './source-record.entity.js';
import { rowOf, rowsOf } from './sql.js';
import { keepUp, noteSeen, take } from './take-intention.js';

export interface Saved {
  /** Postings that the writer can be rung for. */
  readonly pending: readonly string[];
  /** A write of one of the postings is out: the record is mapped again when its fate is known. */
  readonly waits: boolean;
  /** Records whose mapping had waited for what was just settled. */
  readonly released: readonly string[];
}

export interface LinkedVendor {
  readonly id: string;
  readonly origin: 'created' | 'adopted';
  /** We made it inactive, as its supplier is deprecated. */
  readonly retired: boolean;
}

/** After that a change whose answer was lost is not waited for any more: what it waits for itself may never come. */
const UNSETTLED_HOURS = 6;

const UNSETTLED = `p.state = 'pending' and p.operation = 'update'
  and p.sent_at > now() - interval '${UNSETTLED_HOURS} hours' and exists (select 1 from posting_attempt a
    where a.posting_id = p.id and a.operation = 'update' and a.outcome in ('unknown', 'lost')
      and a.revision > coalesce(p.posted_revision, 0))`;

const NOTHING: Saved = { pending: [], waits: false, released: [] };

/** Says what QuickBooks should hold for a source record. The same intentions again change nothing. */
@Injectable()
export class PostingIntentRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /**
   * The vendor postings of these suppliers: supplier id → how far it has come. The currency is that of the vendor which
   * stands for the supplier now; what was posted before another one was chosen tells nothing of it.
   */
  async supplierVendors(
    pipelineId: string,
    supplierIds: readonly string[],
  ): Promise<Map<string, SupplierVendor>> {
    const rows = await rowsOf<SupplierVendor & { supplierId: string }>(
      this.database,
      `select p.source_key as "supplierId", p.state, coalesce(o.currency, p.posted_currency, p.currency) as currency,
         coalesce(p.link_origin = 'created' and p.intent ->> 'Active' = 'false', false) as retired
       from posting p join pipeline l on l.id = p.pipeline_id
       left join quickbooks_object o on o.connection_id = l.quickbooks_connection_id and o.entity = 'Vendor'
         and o.quickbooks_id = p.quickbooks_id
       where p.pipeline_id = $1 and p.kind = 'vendor' and p.source_key = any($2)`,
      [pipelineId, supplierIds],
    );
    return new Map(rows.map(({ supplierId, ...vendor }) => [supplierId, vendor]));
  }

  /** The documents that earlier readings of a record led to. */
  async knownDocuments(sourceRecordId: string): Promise<KnownDocument[]> {
    return rowsOf<KnownDocument>(
      this.database,
      `select kind, source_key as "sourceKey", quickbooks_id is not null as linked,
         state = 'excluded' and exclusion_reason = 'entered-by-others' as "leftToOthers",
         document_number as "documentNumber"
       from posting where source_record_id = $1 and kind <> 'vendor'`,
      [sourceRecordId],
    );
  }

  /** Of these numbers, those that documents of the same supplier and kind, made from other records, go by. */
  async takenNumbers(
    record: { readonly id: string; readonly pipelineId: string },
    supplierId: string | null,
    kind: DocumentKind,
    numbers: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (supplierId === null) return new Set();
    return takenNumbers(this.database, record, { supplierId, kind, numbers });
  }

  /** The vendor that stands for a supplier already, and whether we made it. */
  async linkedVendor(pipelineId: string, supplierId: string): Promise<LinkedVendor | null> {
    return rowOf<LinkedVendor>(
      this.database,
      `select quickbooks_id as id, link_origin as origin,
         coalesce(posted_intent ->> 'Active' = 'false', false) as retired
       from posting
       where pipeline_id = $1 and kind = 'vendor' and source_key = $2 and quickbooks_id is not null`,
      [pipelineId, supplierId],
    );
  }

  /** A document is held for want of this supplier's vendor and for nothing else, or is on its way and waits for it. */
  async isVendorNeeded(pipelineId: string, supplierId: string): Promise<boolean> {
    const row = await rowOf(
      this.database,
      `(select 1 as needed from posting p join posting_problem x on x.posting_id = p.id
         where p.pipeline_id = $1 and p.state = 'held' and x.code = 'supplier-without-vendor' and x.subject = $2
           and not exists (select 1 from posting_problem o where o.posting_id = p.id and o.code <> x.code)
         limit 1)
       union all
       (select 1 from posting v join posting_dependency d on d.depends_on_id = v.id
         join posting p on p.id = d.posting_id
         where v.pipeline_id = $1 and v.kind = 'vendor' and v.source_key = $2
           and p.state not in ('held', 'excluded', 'posted', 'withdrawn')
         limit 1)
       limit 1`,
      [pipelineId, supplierId],
    );
    return row !== null;
  }

  /** Saves all intentions of one record in one transaction, with the mark that the record has been mapped. */
  async save(target: IntendedFor, documents: readonly IntendedDocument[]): Promise<Saved> {
    const { record } = target;
    return this.database.transaction(async (manager) => {
      if (await isOvertaken(manager, record)) return NOTHING;
      // The other took it after this mapping had read which numbers are taken: read anew, it chooses another.
      if (!(await claimNumbers(manager, record, documents))) return { ...NOTHING, waits: true };
      const known = await lockKnown(manager, record.id);
      // Our own write was answered in between: what was decided took it for not carried out, or for somebody else's.
      if (documents.some((document) => isOutOfDate(document, known))) return { ...NOTHING, waits: true };
      const pending: string[] = [];
      const taken: Taken[] = [];
      const planned = documents.map((document) => {
        const before = knownOf(document, known);
        return { document, before, plan: planPosting(before, wantedOf(document), target.shadow) };
      });
      const waits = planned.some(({ plan }) => plan.change === 'wait');
      for (const { document, before, plan } of planned) {
        const { intention } = document;
        // The record is mapped again until the others are known: each time it would be asked and refused once more.
        if (waits && isWithdrawnAgain(before, plan)) continue;
        if (plan.change === 'nothing' && before) await keepUp(manager, before.id, target, document);
        if (plan.change === 'take') {
          const id = await take(manager, target, document, before, plan.state, plan.revision);
          taken.push({
            id,
            state: plan.state,
            intention,
            linkedBefore: before?.quickBooksId ?? null,
            isNew: !before,
          });
          if (plan.state === 'pending') pending.push(id);
        } else if (before?.state === 'pending') pending.push(before.id);
        if (plan.change !== 'wait') await noteSeen(manager, target, document);
        if (document.attachments)
          await saveAttachments(manager, record.pipelineId, intention.sourceKey, document.attachments);
      }
      if (!waits) await markMapped(manager, record);
      return { pending, waits, released: await releaseAfter(manager, record.pipelineId, taken) };
    });
  }
}

/**
 * Mappings of one record take turns. One that was overtaken, say by a worker that was thought dead, by the mapping of a
 * newer reading has nothing to say any more: nobody would map the newer one again.
 */
async function isOvertaken(manager: EntityManager, record: SourceRecordEntity): Promise<boolean> {
  await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [record.id]);
  const overtaken = await rowOf(
    manager,
    'select 1 as yes from source_record where id = $1 and mapped_seq > $2',
    [record.id, record.mappingSeq],
  );
  return overtaken !== null;
}

async function lockKnown(manager: EntityManager, sourceRecordId: string): Promise<KnownRow[]> {
  return rowsOf<KnownRow>(
    manager,
    `select p.id, p.kind, p.source_key as "sourceKey", p.sync_token as "syncToken", p.state, p.revision,
       p.intent_hash as "intentHash", p.posted_hash as "postedHash", p.quickbooks_id as "quickBooksId",
       p.state = 'excluded' and p.exclusion_reason = 'entered-by-others' as "leftToOthers", ${UNSETTLED} as "isUnsettled",
       coalesce((select json_agg(json_build_object('code', x.code, 'subject', x.subject, 'message', x.message)
         order by x.position) from posting_problem x where x.posting_id = p.id), '[]') as problems
     from posting p where p.source_record_id = $1 order by p.id for no key update of p`,
    [sourceRecordId],
  );
}

function knownOf({ intention }: IntendedDocument, known: readonly KnownRow[]): KnownRow | null {
  return known.find((row) => row.kind === intention.kind && row.sourceKey === intention.sourceKey) ?? null;
}

function isWithdrawnAgain(before: KnownRow | null, plan: Plan): boolean {
  const wasKept = before?.state === 'held' || before?.state === 'rejected';
  return wasKept && plan.change === 'take' && plan.state === 'withdrawing';
}

function isOutOfDate(document: IntendedDocument, known: readonly KnownRow[]): boolean {
  const { intention, seen } = document;
  const before = knownOf(document, known);
  if (!before) return false;
  // Only what is not in QuickBooks is left out; what has come there since has to be taken back.
  const isThere = before.quickBooksId !== null && intention.kind !== 'vendor';
  return (
    (intention.decision.outcome === 'exclude' && isThere) ||
    (Boolean(seen) && seen?.ours !== before.syncToken)
  );
}

function wantedOf({ intention, intent }: IntendedDocument): Wanted {
  const { decision } = intention;
  switch (decision.outcome) {
    case 'post':
      if (!intent)
        throw new Error(`The ${intention.kind} ${intention.sourceKey} is to be posted but was not built`);
      return { outcome: 'post', intentHash: intent.hash, restates: decision.over === 'does' };
    case 'adopt':
      return { outcome: 'adopt', quickBooksId: decision.quickBooksId };
    default:
      return { outcome: decision.outcome };
  }
}

async function markMapped(manager: EntityManager, record: SourceRecordEntity): Promise<void> {
  await manager.query(
    `update source_record set mapped_seq = greatest(mapped_seq, $2), mapped_at = now(), mapping_error = null,
       mapping_failures = 0
     where id = $1`,
    [record.id, record.mappingSeq],
  );
}
