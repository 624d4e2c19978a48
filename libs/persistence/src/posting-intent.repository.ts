import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import {
  amountOf,
  type DocumentKind,
  type Intention,
  type KnownBill,
  type KnownPosting,
  marker,
  type PostingState,
  type Problem,
  planPosting,
  type SupplierVendor,
  type Wanted,
} from '#libs/domain';
import { audit } from './audit.repository.js';
import { releaseAfter, type Taken } from './release-after-mapping.js';
import type { SourceRecordEntity } from './source-record.entity.js';
import { rowOf, rowsOf } from './sql.js';

/** The body for QuickBooks as far as it is known when mapping, and its hash. */
export interface Intent {
  readonly body: Record<string, unknown>;
  readonly hash: string;
  readonly documentNumber: string | null;
}

export interface IntendedDocument {
  readonly intention: Intention;
  /** Present exactly where the decision is to post. */
  readonly intent: Intent | null;
  /** Source keys of the vendors that must be in QuickBooks first. */
  readonly dependsOn: readonly string[];
}

export interface IntendedFor {
  readonly record: SourceRecordEntity;
  readonly realmId: string;
  readonly shadow: boolean;
}

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
}

interface KnownRow extends KnownPosting {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly sourceKey: string;
  readonly problems: readonly Problem[];
}

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
      `select p.source_key as "supplierId", p.state, coalesce(o.currency, p.posted_currency, p.currency) as currency
       from posting p join pipeline l on l.id = p.pipeline_id
       left join quickbooks_object o on o.connection_id = l.quickbooks_connection_id and o.entity = 'Vendor'
         and o.quickbooks_id = p.quickbooks_id
       where p.pipeline_id = $1 and p.kind = 'vendor' and p.source_key = any($2)`,
      [pipelineId, supplierIds],
    );
    return new Map(rows.map(({ supplierId, state, currency }) => [supplierId, { state, currency }]));
  }

  async knownBills(sourceRecordId: string): Promise<KnownBill[]> {
    return rowsOf<KnownBill>(
      this.database,
      `select source_key as "sourceKey", quickbooks_id is not null as linked
       from posting where source_record_id = $1 and kind = 'bill'`,
      [sourceRecordId],
    );
  }

  /** The vendor that stands for a supplier already, and whether we made it. */
  async linkedVendor(pipelineId: string, supplierId: string): Promise<LinkedVendor | null> {
    return rowOf<LinkedVendor>(
      this.database,
      `select quickbooks_id as id, link_origin as origin from posting
       where pipeline_id = $1 and kind = 'vendor' and source_key = $2 and quickbooks_id is not null`,
      [pipelineId, supplierId],
    );
  }

  /** A bill is held for want of this supplier's vendor and for nothing else, or is on its way and waits for it. */
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
           and p.state not in ('held', 'excluded', 'withdrawn')
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
      const known = await lockKnown(manager, record.id);
      const pending: string[] = [];
      const taken: Taken[] = [];
      let waits = false;
      for (const document of documents) {
        const { intention } = document;
        const before =
          known.find((row) => row.kind === intention.kind && row.sourceKey === intention.sourceKey) ?? null;
        const plan = planPosting(before, wantedOf(document), target.shadow);
        if (plan.change === 'wait') waits = true;
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
    `select p.id, p.kind, p.source_key as "sourceKey", p.state, p.revision, p.intent_hash as "intentHash",
       p.posted_hash as "postedHash", p.quickbooks_id as "quickBooksId",
       coalesce((select json_agg(json_build_object('code', x.code, 'subject', x.subject, 'message', x.message)
         order by x.position) from posting_problem x where x.posting_id = p.id), '[]') as problems
     from posting p where p.source_record_id = $1 order by p.id for no key update of p`,
    [sourceRecordId],
  );
}

function wantedOf({ intention, intent }: IntendedDocument): Wanted {
  const { decision } = intention;
  switch (decision.outcome) {
    case 'post':
      if (!intent)
        throw new Error(`The ${intention.kind} ${intention.sourceKey} is to be posted but was not built`);
      return { outcome: 'post', intentHash: intent.hash };
    case 'adopt':
      return { outcome: 'adopt', quickBooksId: decision.quickBooksId };
    default:
      return { outcome: decision.outcome };
  }
}

/** Nothing new for QuickBooks, but the figures that the tie-out counts follow the source. */
async function keepUp(
  manager: EntityManager,
  id: string,
  { record }: IntendedFor,
  { intention }: IntendedDocument,
): Promise<void> {
  await manager.query(
    `update posting set source_version = $2, total = $3
     where id = $1 and (source_version, total) is distinct from ($2::int, $3::numeric)`,
    [id, record.version, intention.total ? amountOf(intention.total) : null],
  );
}

async function take(
  manager: EntityManager,
  target: IntendedFor,
  document: IntendedDocument,
  before: KnownRow | null,
  state: PostingState,
  revision: number,
): Promise<string> {
  const { intention } = document;
  const problems = intention.decision.outcome === 'hold' ? intention.decision.problems : [];
  const unchanged =
    before?.state === state && before.revision === revision && sameProblems(before.problems, problems);
  const row = await upsert(manager, target, document, state, revision);
  if (unchanged) return row.id;
  await replaceProblems(manager, row.id, problems);
  await replaceDependencies(manager, row.id, target.record.pipelineId, document.dependsOn);
  await audit(manager, {
    pipelineId: target.record.pipelineId,
    postingId: row.id,
    actor: 'mapper',
    action: `posting.${state}`,
    detail: {
      from: before?.state ?? null,
      revision,
      sourceVersion: target.record.version,
      ...reasonOf(intention),
    },
  });
  return row.id;
}

function reasonOf({ decision }: Intention): Record<string, unknown> {
  switch (decision.outcome) {
    case 'hold':
      return { problems: decision.problems };
    case 'exclude':
      return { reason: decision.reason };
    case 'adopt':
      return { quickBooksId: decision.quickBooksId, why: decision.why };
    case 'post':
      return {};
  }
}

function sameProblems(left: readonly Problem[], right: readonly Problem[]): boolean {
  const text = (problems: readonly Problem[]) =>
    JSON.stringify(problems.map(({ code, subject, message }) => [code, subject, message]));
  return text(left) === text(right);
}

/** A new intention fences out a worker that has claimed the old one but not yet sent it. */
async function upsert(
  manager: EntityManager,
  { record, realmId }: IntendedFor,
  { intention, intent }: IntendedDocument,
  state: string,
  revision: number,
): Promise<{ id: string }> {
  const { decision, kind, sourceKey, total } = intention;
  const adopted = decision.outcome === 'adopt' ? decision.quickBooksId : null;
  const row = await rowOf<{ id: string }>(
    manager,
    `insert into posting as p (pipeline_id, source_record_id, realm_id, kind, source_key, state, revision,
       source_version, source_number, document_number, document_date, total, currency, exclusion_reason, marker,
       intent, intent_hash, quickbooks_id, link_origin, posted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18::text,
       case when $18::text is null then null else 'adopted' end, case when $18::text is null then null else now() end)
     on conflict (pipeline_id, kind, source_key) do update set
       state = excluded.state, revision = excluded.revision, source_version = excluded.source_version,
       source_number = excluded.source_number, document_number = coalesce(excluded.document_number, p.document_number),
       document_date = coalesce(excluded.document_date, p.document_date), total = excluded.total,
       currency = coalesce(excluded.currency, p.currency), exclusion_reason = excluded.exclusion_reason,
       intent = excluded.intent, intent_hash = excluded.intent_hash, not_before = null, failures = 0,
       lease_token = p.lease_token + 1, lease_until = null,
       quickbooks_id = coalesce(excluded.quickbooks_id, p.quickbooks_id),
       link_origin = case when excluded.quickbooks_id is null or excluded.quickbooks_id = p.quickbooks_id
         then p.link_origin else 'adopted' end,
       posted_at = coalesce(p.posted_at, excluded.posted_at), updated_at = now()
     returning id`,
    [
      record.pipelineId,
      record.id,
      realmId,
      kind,
      sourceKey,
      state,
      revision,
      record.version,
      intention.sourceNumber,
      intent?.documentNumber ?? null,
      intention.documentDate,
      total ? amountOf(total) : null,
      total?.currency ?? currencyOf(intention),
      decision.outcome === 'exclude' ? decision.reason : null,
      marker({ realmId, kind, sourceKey }),
      intent ? JSON.stringify(intent.body) : null,
      intent?.hash ?? null,
      adopted,
    ],
  );
  if (!row) throw new Error(`Posting ${kind} ${sourceKey} was neither added nor found`);
  return row;
}

function currencyOf({ kind, decision }: Intention): string | null {
  return kind === 'vendor' && decision.outcome === 'post' ? decision.document.currency : null;
}

async function replaceProblems(
  manager: EntityManager,
  id: string,
  problems: readonly Problem[],
): Promise<void> {
  await manager.query('delete from posting_problem where posting_id = $1', [id]);
  if (problems.length === 0) return;
  await manager.query(
    `insert into posting_problem (posting_id, position, code, subject, message)
     select $1, x.position, x.code, x.subject, x.message
     from unnest($2::int[], $3::text[], $4::text[], $5::text[]) as x (position, code, subject, message)`,
    [
      id,
      problems.map((_, index) => index),
      problems.map(({ code }) => code),
      problems.map(({ subject }) => subject),
      problems.map(({ message }) => message),
    ],
  );
}

async function replaceDependencies(
  manager: EntityManager,
  id: string,
  pipelineId: string,
  suppliers: readonly string[],
): Promise<void> {
  await manager.query('delete from posting_dependency where posting_id = $1', [id]);
  await manager.query(
    `insert into posting_dependency (posting_id, depends_on_id)
     select $1, id from posting where pipeline_id = $2 and kind = 'vendor' and source_key = any($3)`,
    [id, pipelineId, suppliers],
  );
}

async function markMapped(manager: EntityManager, record: SourceRecordEntity): Promise<void> {
  await manager.query(
    `update source_record set mapped_seq = greatest(mapped_seq, $2), mapping_error = null, mapping_failures = 0
     where id = $1`,
    [record.id, record.mappingSeq],
  );
}
