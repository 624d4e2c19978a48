import type { OpenDatabase } from '#libs/testing';
import type { MemoryLedger } from './memory-ledger.js';

/** Everything that both ledgers must agree in; moments only as far as something hangs on them. */
export async function factsInPostgres(
  { database }: OpenDatabase,
  { connection }: MemoryLedger,
): Promise<unknown> {
  const [row] = await database.query(
    `select
       (select json_agg(x order by x.id) from (
         select p.id, state, revision, source_version, source_number, document_number, document_date::text, total::text,
           currency, exclusion_reason, marker, intent, intent_hash, operation, request_id, sent_payload, sent_sha256,
           lease_token::text, failures, quickbooks_id, sync_token, link_origin, posted_intent, posted_hash,
           posted_revision, posted_total::text, posted_currency, overwrites, coalesce(lease_until > now(), false) as leased,
           coalesce(not_before > now(), false) as early, sent_at is not null as sent, first_sent_at is not null as sent_once,
           coalesce((select json_agg(json_build_array(code, subject) order by position) from posting_problem
             where posting_id = p.id), '[]') as problems,
           coalesce((select json_agg(json_build_array(depends_on_id, required) order by depends_on_id)
             from posting_dependency where posting_id = p.id), '[]') as depends_on
         from posting p where pipeline_id = $1) x) as postings,
       (select json_agg(x order by x.place) from (
         select row_number() over (order by a.id) as place, a.posting_id, a.revision, a.operation, a.request_id,
           a.lease_token::text, a.outcome
         from posting_attempt a join posting p on p.id = a.posting_id where p.pipeline_id = $1) x) as attempts,
       (select json_agg(json_build_array(id, version, mapping_seq::int, mapped_seq::int) order by id) from source_record
         where pipeline_id = $1) as records,
       (select json_agg(json_build_array(entity, quickbooks_id, sync_token, deleted, name, document_number, currency,
           total::text, marker, payload) order by entity, quickbooks_id) from quickbooks_object
         where connection_id = $2) as objects,
       (select json_build_array(state, coalesce(throttled_until > now(), false)) from connection where id = $2)
         as connection`,
    [connection.pipelineId, connection.id],
  );
  return row;
}

export function factsInMemory(ledger: MemoryLedger): unknown {
  const { clock, connection } = ledger;
  const later = (moment: Date | null) => moment !== null && moment.getTime() > clock.now();
  const postings = [...ledger.postings.values()].sort(byId).map((row) => ({
    id: row.id,
    state: row.state,
    revision: row.revision,
    source_version: row.sourceVersion,
    source_number: row.sourceNumber,
    document_number: row.documentNumber,
    document_date: row.documentDate,
    total: row.total,
    currency: row.currency,
    exclusion_reason: row.exclusionReason,
    marker: row.marker,
    intent: row.intent,
    intent_hash: row.intentHash,
    operation: row.operation,
    request_id: row.requestId,
    sent_payload: row.sentPayload,
    sent_sha256: row.sentSha256,
    lease_token: row.leaseToken,
    failures: row.failures,
    quickbooks_id: row.quickBooksId,
    sync_token: row.syncToken,
    link_origin: row.linkOrigin,
    posted_intent: row.postedIntent,
    posted_hash: row.postedHash,
    posted_revision: row.postedRevision,
    posted_total: row.postedTotal,
    posted_currency: row.postedCurrency,
    overwrites: row.overwrites,
    leased: later(row.leaseUntil),
    early: later(row.notBefore),
    sent: row.sentAt !== null,
    sent_once: row.firstSentAt !== null,
    problems: row.problems.map(({ code, subject }) => [code, subject]),
    depends_on: row.dependsOn.map(({ id, required }) => [id, required]),
  }));
  const attempts = ledger.attempts.map((attempt, index) => ({
    place: index + 1,
    posting_id: attempt.postingId,
    revision: attempt.revision,
    operation: attempt.operation,
    request_id: attempt.requestId,
    lease_token: attempt.leaseToken,
    outcome: attempt.outcome,
  }));
  const objects = [...ledger.objects.values()].map((object) => [
    object.entity,
    object.quickBooksId,
    object.syncToken,
    object.deleted,
    object.name,
    object.documentNumber,
    object.currency,
    object.total,
    object.marker,
    object.payload,
  ]);
  const records = [...ledger.records.values()].sort(byId);
  return {
    postings: orNull(postings),
    attempts: orNull(attempts),
    records: orNull(
      records.map(({ id, version, mappingSeq, mappedSeq }) => [id, version, mappingSeq, mappedSeq]),
    ),
    objects: orNull(
      objects.sort((left, right) => compare(`${left[0]}/${left[1]}`, `${right[0]}/${right[1]}`)),
    ),
    connection: [
      connection.state,
      connection.throttledUntil !== null && connection.throttledUntil > clock.now(),
    ],
  };
}

function orNull<Row>(rows: readonly Row[]): readonly Row[] | null {
  return rows.length > 0 ? rows : null;
}

function byId(left: { readonly id: string }, right: { readonly id: string }): number {
  return compare(left.id, right.id);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : 1;
}
