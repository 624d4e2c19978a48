import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { MirroredObject } from '#libs/domain';
import { type CountedAmount, replaceAmounts } from './counted-amounts.js';
import { LANE_OF_READING } from './lane.js';
import { readAgainForFiles } from './read-again-for-files.js';
import { releaseRecord, releaseVendors } from './release.js';
import { releaseBilledOrders } from './release-billed-orders.js';
import { releaseMovedBooks } from './release-moved-books.js';
import { releaseOpenedPayables } from './release-opened-payables.js';
import { releaseOverlooked } from './release-overlooked.js';
import { SourceRecordEntity } from './source-record.entity.js';
import { rowOf, rowsOf, type Sql } from './sql.js';
import type { RecordType } from './sync-run.entity.js';

/** One row of a Cin7 list that is the whole document. */
export interface WholeRow {
  readonly sourceId: string;
  readonly number: string | null;
  readonly fingerprint: string;
  /** The document's text as it came. */
  readonly payload: string;
}

/** One row of a Cin7 list whose document must be read apart. */
export interface ListRow {
  readonly sourceId: string;
  readonly number: string | null;
  readonly shape: string | null;
  readonly fingerprint: string;
}

export interface DueDetail {
  readonly id: string;
  readonly sourceId: string;
  readonly shape: string | null;
  readonly detailSeq: string;
}

const BACKOFF_SECONDS_MAX = 3600;
/** Reached after a while; without a limit, a failure once an hour for six weeks is more than a number can hold. */
const DOUBLINGS_MAX = 12;

/** The record waits, and QuickBooks has been read once, and so have the suppliers that others name. */
const IS_DUE = `r.mapping_seq > r.mapped_seq and (r.mapping_not_before is null or r.mapping_not_before <= now())
  and exists (select 1 from timetable q where q.pipeline_id = r.pipeline_id and q.record_type = 'quickbooks-object'
    and q.watermark is not null)
  and (r.record_type = 'supplier' or exists (select 1 from timetable s where s.pipeline_id = r.pipeline_id
    and s.record_type = 'supplier' and s.watermark is not null))`;

/** Keeps what was read from Cin7, word for word, with every version. */
@Injectable()
export class SourceRecordRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async find(id: string): Promise<SourceRecordEntity | null> {
    return this.database.getRepository(SourceRecordEntity).findOneBy({ id });
  }

  /** Saves whole documents; one whose fingerprint is as before changes nothing. Gives the ids of those that changed. */
  async saveWhole(
    sql: Sql,
    pipelineId: string,
    recordType: RecordType,
    rows: readonly WholeRow[],
  ): Promise<string[]> {
    const unique = [...new Map(rows.map((row) => [row.sourceId, row])).values()];
    const saved = await rowsOf<{ id: string }>(
      sql,
      `with saved as (
         insert into source_record as r (pipeline_id, record_type, source_id, number, version, fingerprint, payload, mapping_seq,
           lane)
         select $1, $2, source_id, number, 1, fingerprint, payload::json, 1, ${LANE_OF_READING}
         from unnest($3::text[], $4::text[], $5::text[], $6::text[]) as incoming (source_id, number, fingerprint, payload)
         on conflict (pipeline_id, record_type, source_id) do update
           set number = excluded.number, version = r.version + 1, fingerprint = excluded.fingerprint,
             payload = excluded.payload, mapping_seq = r.mapping_seq + 1, mapping_not_before = null, mapping_failures = 0,
             read_at = now(), lane = excluded.lane
           where r.fingerprint is distinct from excluded.fingerprint
         returning r.id, r.version, r.fingerprint, r.payload),
       versions as (
         insert into source_record_version (source_record_id, version, fingerprint, payload)
         select id, version, fingerprint, payload from saved)
       select id from saved`,
      [
        pipelineId,
        recordType,
        unique.map(({ sourceId }) => sourceId),
        unique.map(({ number }) => number),
        unique.map(({ fingerprint }) => fingerprint),
        unique.map(({ payload }) => payload),
      ],
    );
    return saved.map(({ id }) => id);
  }

  /** Notes which documents have to be read apart: those whose list row is new or different. Gives how many. */
  async noteListed(
    sql: Sql,
    pipelineId: string,
    recordType: RecordType,
    rows: readonly ListRow[],
  ): Promise<number> {
    const unique = [...new Map(rows.map((row) => [row.sourceId, row])).values()];
    const noted = await rowsOf(
      sql,
      `insert into source_record as r (pipeline_id, record_type, source_id, number, shape, list_fingerprint, detail_seq, lane)
       select $1, $2, source_id, number, shape, fingerprint, 1, ${LANE_OF_READING}
       from unnest($3::text[], $4::text[], $5::text[], $6::text[]) as incoming (source_id, number, shape, fingerprint)
       on conflict (pipeline_id, record_type, source_id) do update
         set number = excluded.number, shape = excluded.shape, list_fingerprint = excluded.list_fingerprint,
           detail_seq = r.detail_seq + 1, detail_not_before = null, detail_failures = 0, lane = excluded.lane
         where r.list_fingerprint is distinct from excluded.list_fingerprint
       returning r.id`,
      [
        pipelineId,
        recordType,
        unique.map(({ sourceId }) => sourceId),
        unique.map(({ number }) => number),
        unique.map(({ shape }) => shape),
        unique.map(({ fingerprint }) => fingerprint),
      ],
    );
    return noted.length;
  }

  /** Documents that are still to be read apart; those that failed lately come again later. */
  async dueDetails(pipelineId: string, recordType: RecordType, limit: number): Promise<DueDetail[]> {
    return rowsOf<DueDetail>(
      this.database,
      `select id, source_id as "sourceId", shape, detail_seq::text as "detailSeq" from source_record
       where pipeline_id = $1 and record_type = $2 and detail_seq > detailed_seq
         and (detail_not_before is null or detail_not_before <= now())
       order by lane, source_id limit $3`,
      [pipelineId, recordType, limit],
    );
  }

  /** Marks at most so many purchases whose files are to be looked at again; their details are due then. */
  async readAgainForFiles(sql: Sql, pipelineId: string, limit: number): Promise<void> {
    await readAgainForFiles(sql, pipelineId, limit);
  }

  /**
   * Saves one document that was read apart. True where its content is new. Where it was asked for again since and that
   * answer is in already, this one is older and is left out.
   */
  async saveDetail(
    sql: Sql,
    due: DueDetail,
    row: WholeRow,
    counted: readonly CountedAmount[],
  ): Promise<boolean> {
    const saved = await rowOf<{ changed: boolean }>(
      sql,
      `with before as (select id, fingerprint from source_record where id = $1 for update),
       saved as (
         update source_record r set
           detailed_seq = greatest(detailed_seq, $2), detail_failures = 0, detail_error = null, read_at = now(),
           number = coalesce($3, r.number),
           version = r.version + (before.fingerprint is distinct from $4)::int,
           mapping_seq = r.mapping_seq + (before.fingerprint is distinct from $4)::int,
           mapping_not_before = null, mapping_failures = 0,
           fingerprint = $4,
           payload = case when before.fingerprint is distinct from $4 then $5::json else r.payload end
         from before where r.id = before.id and r.detailed_seq <= $2
         returning r.id, r.version, r.fingerprint, r.payload, before.fingerprint is distinct from $4 as changed),
       versions as (
         insert into source_record_version (source_record_id, version, fingerprint, payload)
         select id, version, fingerprint, payload from saved where changed)
       select changed from saved`,
      [due.id, due.detailSeq, row.number, row.fingerprint, row.payload],
    );
    if (!saved) return false;
    await replaceAmounts(sql, due.id, counted);
    return saved.changed;
  }

  /** One document cannot be read: it waits, ever longer, and blocks no other. */
  async failDetail(sql: Sql, due: DueDetail, error: string): Promise<void> {
    await sql.query(
      `update source_record set detail_failures = detail_failures + 1, detail_error = $2,
         detail_not_before = now() + least(${BACKOFF_SECONDS_MAX}, 60 * power(2, least(detail_failures, ${DOUBLINGS_MAX}))) * interval '1 second'
       where id = $1`,
      [due.id, error],
    );
  }

  /** Those of a pipeline that can be mapped, in the order in which they should be, except some. */
  async dueMappings(pipelineId: string, limit: number, except: readonly string[] = []): Promise<string[]> {
    const rows = await rowsOf<{ id: string }>(
      this.database,
      `select r.id from source_record r where r.pipeline_id = $1 and ${IS_DUE} and r.id <> all($3)
       order by r.lane, (r.record_type <> 'supplier'), r.mapping_not_before nulls first, r.id limit $2`,
      [pipelineId, limit, except],
    );
    return rows.map(({ id }) => id);
  }

  /** Pipelines that have records to be mapped. */
  async pipelinesToMap(): Promise<string[]> {
    const rows = await rowsOf<{ id: string }>(
      this.database,
      `select l.id from pipeline l
       where exists (select 1 from source_record r where r.pipeline_id = l.id and ${IS_DUE})`,
    );
    return rows.map(({ id }) => id);
  }

  /** A supplier has been read but not mapped yet, or the suppliers have never been read: its vendor may still come. */
  async isSupplierAwaited(pipelineId: string, supplierId: string): Promise<boolean> {
    const row = await rowOf<{ awaited: boolean }>(
      this.database,
      `select s.watermark is null or exists (select 1 from source_record r
         where r.pipeline_id = $1 and r.record_type = 'supplier' and r.source_id = $2
           and r.mapping_seq > r.mapped_seq) as awaited
       from timetable s where s.pipeline_id = $1 and s.record_type = 'supplier'`,
      [pipelineId, supplierId],
    );
    return row?.awaited ?? false;
  }

  /** A document that we cannot understand stays visible and is tried again when it, or we, have changed. */
  async failMapping(record: SourceRecordEntity, error: string): Promise<void> {
    await this.database.query(
      'update source_record set mapped_seq = greatest(mapped_seq, $2), mapping_error = $3 where id = $1',
      [record.id, record.mappingSeq, error],
    );
  }

  /** The mapping of this record failed in a way that another try may mend: it waits, ever longer, and blocks no other. */
  async delayMapping(record: SourceRecordEntity, error: string): Promise<void> {
    await this.database.query(
      `update source_record set mapping_failures = mapping_failures + 1, mapping_error = $3,
         mapping_not_before = now() + least(${BACKOFF_SECONDS_MAX}, 5 * power(2, least(mapping_failures, ${DOUBLINGS_MAX}))) * interval '1 second'
       where id = $1 and mapping_seq = $2`,
      [record.id, record.mappingSeq, error],
    );
  }

  /** The mapping cannot be made yet, or not be finished while a write of one of its postings is out. */
  async postponeMapping(id: string, seconds: number): Promise<void> {
    await this.database.query(
      `update source_record set mapping_not_before = now() + $2 * interval '1 second' where id = $1`,
      [id, seconds],
    );
  }

  /** Marks the records whose mapping was overtaken by what it had read; a sweep maps them. Null looks at all. */
  async releaseOverlooked(mappedWithinSeconds: number | null): Promise<void> {
    await releaseOverlooked(this.database, mappedWithinSeconds);
  }

  /** Marks the records whose documents wait for books that have been opened, or closed up to another day. */
  async releaseMovedBooks(): Promise<void> {
    await releaseMovedBooks(this.database);
  }

  /** Marks the records whose orders wait for an account payable that QuickBooks has by now. */
  async releaseOpenedPayables(): Promise<void> {
    await releaseOpenedPayables(this.database);
  }

  /** Marks the records whose orders are to be closed, now that their bills are in QuickBooks. */
  async releaseBilledOrders(): Promise<void> {
    await releaseBilledOrders(this.database);
  }

  /** Marks the suppliers of vendors that are about to change in the mirror; a sweep maps them. */
  async releaseVendors(sql: Sql, pipelineId: string, vendors: readonly MirroredObject[]): Promise<void> {
    await releaseVendors(sql, pipelineId, vendors);
  }

  async release(id: string): Promise<void> {
    await releaseRecord(this.database, id);
  }
}
