import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { replaceAmounts } from './counted-amounts.js';
import type { DueDetail } from './source-record.repository.js';
import { rowOf, rowsOf, type Sql } from './sql.js';
import type { RecordType } from './sync-run.entity.js';

/** What changed less than this before the watermark may still come with the next reading, which goes back further. */
const LATE_SECONDS = 3_600;

export interface ListedDocument {
  readonly sourceId: string;
  /** As Cin7 says; null where it does not. */
  readonly changedAt: Date | null;
}

export interface UnlistedDocument extends DueDetail {
  readonly recordType: RecordType;
}

/** Holds what Cin7 lists against what was read: whatever either side lacks becomes a finding. */
@Injectable()
export class ListingRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** What an earlier comparison found missing has been read since. */
  async begin(sql: Sql, pipelineId: string): Promise<void> {
    await sql.query(`delete from finding where pipeline_id = $1 and code = 'missed'`, [pipelineId]);
  }

  /**
   * Notes that Cin7 lists these, before they are saved. Gives how many of them should have been read and were not: they
   * changed well before the moment up to which all is read.
   */
  async noteListed(
    sql: Sql,
    pipelineId: string,
    recordType: RecordType,
    documents: readonly ListedDocument[],
  ): Promise<number> {
    const unique = [...new Map(documents.map((each) => [each.sourceId, each])).values()];
    const row = await rowOf<{ missed: number }>(
      sql,
      `with listed as (select * from unnest($3::text[], $4::timestamptz[]) as x (source_id, changed_at)),
       seen as (
         update source_record r set listed_at = now() from listed
         where r.pipeline_id = $1 and r.record_type = $2 and r.source_id = listed.source_id),
       back as (
         delete from finding f using listed
         where f.pipeline_id = $1 and f.entity = $2 and f.object_id = listed.source_id and f.code = 'gone-from-cin7'),
       missed as (
         insert into finding (pipeline_id, entity, object_id, code)
         select $1, $2, source_id, 'missed' from listed
         join timetable t on t.pipeline_id = $1 and t.record_type = $2
         where changed_at < t.watermark - ${LATE_SECONDS} * interval '1 second'
           and not exists (select 1 from source_record r
             where r.pipeline_id = $1 and r.record_type = $2 and r.source_id = listed.source_id)
         on conflict do nothing returning 1)
       select count(*)::int as missed from missed`,
      [
        pipelineId,
        recordType,
        unique.map(({ sourceId }) => sourceId),
        unique.map(({ changedAt }) => changedAt),
      ],
    );
    return row?.missed ?? 0;
  }

  /** Documents that no list since a moment has shown, in the order of type and id. */
  async unlistedSince(
    pipelineId: string,
    recordTypes: readonly RecordType[],
    moment: Date,
    { after, limit }: { readonly after: { recordType: string; sourceId: string }; readonly limit: number },
  ): Promise<UnlistedDocument[]> {
    return rowsOf(
      this.database,
      `select id, record_type as "recordType", source_id as "sourceId", shape, detail_seq::text as "detailSeq"
       from source_record
       where pipeline_id = $1 and record_type = any($2) and listed_at < $3
         and (record_type, source_id) > ($4::text, $5::text)
       order by record_type, source_id limit $6`,
      [pipelineId, recordTypes, moment, after.recordType, after.sourceId, limit],
    );
  }

  /** Cin7 does not list it, but has it. */
  async noteKept(sql: Sql, pipelineId: string, { recordType, sourceId }: UnlistedDocument): Promise<void> {
    await sql.query(
      `delete from finding where pipeline_id = $1 and entity = $2 and object_id = $3 and code = 'gone-from-cin7'`,
      [pipelineId, recordType, sourceId],
    );
  }

  /**
   * Cin7 does not have it any more: nothing of it counts there. Its postings stay as they are, for a person to decide.
   * Should it ever be listed again, it is read anew.
   */
  async noteGone(
    sql: Sql,
    pipelineId: string,
    { id, recordType, sourceId }: UnlistedDocument,
  ): Promise<void> {
    await sql.query(
      `insert into finding (pipeline_id, entity, object_id, code) values ($1, $2, $3, 'gone-from-cin7')
       on conflict do nothing`,
      [pipelineId, recordType, sourceId],
    );
    await sql.query(
      `update source_record set detailed_seq = detail_seq, detail_failures = 0, detail_error = null, list_fingerprint = null
       where id = $1`,
      [id],
    );
    await replaceAmounts(sql, id, []);
  }
}
