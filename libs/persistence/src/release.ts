import type { MirroredObject } from '#libs/domain';
import { LANE, LANE_OF_RELEASE } from './lane.js';
import { rowsOf, type Sql } from './sql.js';

/**
 * Marks source records to be mapped again, and gives their ids to ring for. The mark is a counter, so that a release
 * during a mapping is not lost.
 */
export const MARK = `update source_record r set mapping_seq = mapping_seq + 1, mapping_not_before = null,
  lane = ${LANE_OF_RELEASE}`;

async function idsOf(rows: Promise<{ id: string }[]>): Promise<string[]> {
  return (await rows).map(({ id }) => id);
}

/** What a person or a reading has settled: the records whose postings are held or refused for one of these subjects. */
export async function releaseBySubject(
  sql: Sql,
  pipelineId: string,
  subjects: readonly string[],
): Promise<string[]> {
  return idsOf(
    rowsOf(
      sql,
      `${MARK} where r.id in (
         select p.source_record_id from posting p join posting_problem x on x.posting_id = p.id
         where p.pipeline_id = $1 and x.subject = any($2) and p.state in ('held', 'rejected'))
       returning r.id`,
      [pipelineId, subjects],
    ),
  );
}

/** Bills on their way whose vendor will not come without somebody's doing: mapped again, they say so. */
export async function releaseDependants(sql: Sql, vendorPostingId: string): Promise<string[]> {
  return idsOf(
    rowsOf(
      sql,
      `${MARK} where r.id in (
         select p.source_record_id from posting_dependency d join posting p on p.id = d.posting_id
         where d.depends_on_id = $1 and p.state in ('pending', 'shadow'))
       returning r.id`,
      [vendorPostingId],
    ),
  );
}

/** The records of suppliers that a rule names by Cin7's id or by name. */
export async function releaseSuppliers(
  sql: Sql,
  pipelineId: string,
  sources: readonly string[],
): Promise<string[]> {
  return idsOf(
    rowsOf(
      sql,
      `${MARK} where r.pipeline_id = $1 and r.record_type = 'supplier'
         and (r.source_id = any($2) or r.number = any($2))
       returning r.id`,
      [pipelineId, sources],
    ),
  );
}

/** The records of postings that are not in QuickBooks yet, or were left out by what an operator chose. */
export async function releaseUnposted(sql: Sql, pipelineId: string): Promise<string[]> {
  return idsOf(
    rowsOf(
      sql,
      `${MARK} where r.id in (select source_record_id from posting where pipeline_id = $1
         and (state in ('held', 'pending', 'shadow', 'rejected')
           or exclusion_reason in ('before-cut-over', 'orders-switched-off')))
       returning r.id`,
      [pipelineId],
    ),
  );
}

/** The records of postings that were built by the rules and are not on their way yet. */
export async function releaseBuilt(sql: Sql, pipelineId: string): Promise<string[]> {
  return idsOf(
    rowsOf(
      sql,
      `${MARK} where r.id in (select source_record_id from posting
         where pipeline_id = $1 and state in ('pending', 'shadow'))
       returning r.id`,
      [pipelineId],
    ),
  );
}

/** A person waits for this one. */
export async function releaseRecord(sql: Sql, sourceRecordId: string): Promise<void> {
  await sql.query(
    `update source_record set mapping_seq = mapping_seq + 1, mapping_not_before = null, lane = ${LANE.operator} where id = $1`,
    [sourceRecordId],
  );
}

/** Deprecated suppliers whose vendor was left out, or made inactive, until a document needs it: now one does. */
export async function releaseLeftOut(
  sql: Sql,
  pipelineId: string,
  supplierIds: readonly string[],
): Promise<string[]> {
  return idsOf(
    rowsOf(
      sql,
      `${MARK} where r.id in (select source_record_id from posting
         where pipeline_id = $1 and kind = 'vendor' and source_key = any($2)
           and (state = 'excluded' and exclusion_reason = 'supplier-deprecated' or intent ->> 'Active' = 'false'))
       returning r.id`,
      [pipelineId, supplierIds],
    ),
  );
}

/**
 * The suppliers of vendors that QuickBooks shows otherwise than the mirror does: renamed, made inactive or active, paid. Most
 * changes of a vendor are of its balance alone, by our own bills, and bear on nothing.
 */
export async function releaseVendors(
  sql: Sql,
  pipelineId: string,
  vendors: readonly MirroredObject[],
): Promise<void> {
  await sql.query(
    `${MARK} where r.id in (
       select p.source_record_id from json_to_recordset($2::json) as x ("quickBooksId" text, name text, active boolean,
         payload json)
       join pipeline l on l.id = $1
       join quickbooks_object o on o.connection_id = l.quickbooks_connection_id and o.entity = 'Vendor'
         and o.quickbooks_id = x."quickBooksId"
       join connection c on c.id = l.quickbooks_connection_id
       join posting p on p.pipeline_id = l.id and p.realm_id = c.account and p.kind = 'vendor'
         and p.quickbooks_id = x."quickBooksId"
       where p.state in ('held', 'rejected') or p.intent ->> 'Active' = 'false'
         or (o.name, o.active) is distinct from (x.name, x.active)
         or coalesce((o.payload ->> 'Balance')::numeric, 0) <> 0
           and coalesce((x.payload ->> 'Balance')::numeric, 0) = 0)`,
    [pipelineId, JSON.stringify(vendors)],
  );
}
