import type { EntityManager } from 'typeorm';
import { amountOf, type Intention, marker, type PostingState, type Problem } from '#libs/domain';
import { audit } from './audit.repository.js';
import type { Dependency, IntendedDocument, IntendedFor, KnownRow } from './intended-document.js';
import { rowOf } from './sql.js';

/** Nothing new for QuickBooks, but the figures that the tie-out counts follow the source. */
export async function keepUp(
  manager: EntityManager,
  id: string,
  { record }: IntendedFor,
  { intention }: IntendedDocument,
): Promise<void> {
  await manager.query(
    `update posting set source_version = $2, total = $3, source_gone = $4, awaits_bills = $5
     where id = $1 and (source_version, total, source_gone, awaits_bills)
       is distinct from ($2::int, $3::numeric, $4::boolean, $5::boolean)`,
    [
      id,
      record.version,
      intention.total ? amountOf(intention.total) : null,
      isSourceGone(intention),
      awaitsBills(intention),
    ],
  );
}

/** The version of a document that a decision hangs on; a later one is looked at again. */
export async function noteSeen(
  manager: EntityManager,
  { record: { pipelineId } }: IntendedFor,
  { intention: { kind, sourceKey }, seen }: IntendedDocument,
): Promise<void> {
  if (!seen?.theirs) return;
  await manager.query(
    `update posting set sync_token = $4
     where pipeline_id = $1 and kind = $2 and source_key = $3 and quickbooks_id is not null
       and sync_token is distinct from $4`,
    [pipelineId, kind, sourceKey, seen.theirs],
  );
}

export async function take(
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
  const row = await upsert(manager, target, document, {
    state,
    revision,
    linked: before?.quickBooksId ?? null,
  });
  if (unchanged) return row.id;
  await replaceProblems(manager, row.id, problems);
  // A document that is taken back still stands between others until it is gone.
  if (intention.decision.outcome !== 'withdraw')
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

/** The document does not count in Cin7 any more, whatever becomes of it in QuickBooks. */
function isSourceGone({ decision }: Intention): boolean {
  switch (decision.outcome) {
    case 'withdraw':
      return true;
    case 'exclude':
      return decision.reason === 'no-longer-owed';
    case 'hold':
      return decision.problems.some(({ code }) => code === 'source-withdrawn');
    case 'post':
    case 'adopt':
      return false;
  }
}

function awaitsBills(intention: Intention): boolean {
  return intention.kind === 'purchase-order' && intention.awaitsBills === true;
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
      return {
        ...(decision.remark === undefined ? {} : { remark: decision.remark }),
        ...(decision.over === 'does' ? { why: 'it was changed in QuickBooks' } : {}),
      };
    case 'withdraw':
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
  { state, revision, linked }: { state: string; revision: number; linked: string | null },
): Promise<{ id: string }> {
  const { decision, kind, sourceKey, total } = intention;
  // Postgres checks the row that it would insert, even where it then updates one: what is posted has to say its link.
  const quickBooksId = decision.outcome === 'adopt' ? decision.quickBooksId : linked;
  const row = await rowOf<{ id: string }>(
    manager,
    `insert into posting as p (pipeline_id, source_record_id, realm_id, kind, source_key, state, revision,
       source_version, source_number, document_number, document_date, total, currency, exclusion_reason, marker,
       intent, intent_hash, source_gone, overwrites, quickbooks_id, link_origin, posted_at, remark, awaits_bills, lane)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20::text,
       case when $20::text is null then null else 'adopted' end, case when $20::text is null then null else now() end, $21, $22, $23)
     on conflict (pipeline_id, kind, source_key) do update set
       state = excluded.state, revision = excluded.revision, source_version = excluded.source_version,
       source_number = excluded.source_number, document_number = coalesce(excluded.document_number, p.document_number),
       document_date = coalesce(excluded.document_date, p.document_date), total = excluded.total,
       currency = coalesce(excluded.currency, p.currency), exclusion_reason = excluded.exclusion_reason,
       intent = excluded.intent, intent_hash = excluded.intent_hash, source_gone = excluded.source_gone, overwrites = excluded.overwrites, not_before = null, failures = 0,
       lease_token = p.lease_token + 1, lease_until = null,
       quickbooks_id = coalesce(excluded.quickbooks_id, p.quickbooks_id),
       link_origin = case when excluded.quickbooks_id is null or excluded.quickbooks_id = p.quickbooks_id
         then p.link_origin else 'adopted' end,
       posted_at = coalesce(p.posted_at, excluded.posted_at), remark = excluded.remark,
       awaits_bills = excluded.awaits_bills, lane = excluded.lane, updated_at = now()
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
      isSourceGone(intention),
      decision.outcome === 'post' && decision.over !== undefined,
      quickBooksId,
      decision.outcome === 'post' ? (decision.remark ?? null) : null,
      awaitsBills(intention),
      record.lane,
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
  dependencies: readonly Dependency[],
): Promise<void> {
  await manager.query('delete from posting_dependency where posting_id = $1', [id]);
  if (dependencies.length === 0) return;
  await manager.query(
    `insert into posting_dependency (posting_id, depends_on_id, required)
     select $1, p.id, x.required
     from unnest($3::text[], $4::text[], $5::boolean[]) as x (kind, source_key, required)
     join posting p on p.pipeline_id = $2 and p.kind = x.kind and p.source_key = x.source_key`,
    [
      id,
      pipelineId,
      dependencies.map(({ kind }) => kind),
      dependencies.map(({ sourceKey }) => sourceKey),
      dependencies.map(({ required }) => required),
    ],
  );
}
