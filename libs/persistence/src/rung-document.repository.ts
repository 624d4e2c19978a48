import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { LANE } from './lane.js';
import type { DueDetail } from './source-record.repository.js';
import { rowOf, type Sql } from './sql.js';

/** Where a document of Cin7 is kept, by its own id. */
export interface RungDocument {
  readonly recordType: 'purchase' | 'supplier-credit-note';
  readonly sourceId: string;
  readonly number: string | null;
  readonly shape: string | null;
}

/** Documents that somebody rang for, as far as we know them. */
@Injectable()
export class RungDocumentRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** By its id; else by its number, since what rang may have been a part of it. */
  async find(pipelineId: string, id: string, number: string | null): Promise<RungDocument | null> {
    const columns = `record_type as "recordType", source_id as "sourceId", number, shape`;
    const byId = await rowOf<RungDocument>(
      this.database,
      `select ${columns} from source_record
       where pipeline_id = $1 and record_type in ('purchase', 'supplier-credit-note') and source_id = $2`,
      [pipelineId, id],
    );
    if (byId || number === null) return byId;
    return rowOf<RungDocument>(
      this.database,
      `select ${columns} from source_record
       where pipeline_id = $1 and record_type in ('purchase', 'supplier-credit-note') and number = $2
       order by read_at desc limit 1`,
      [pipelineId, number],
    );
  }

  /** Its detail is to be read, whatever the list says, and nothing that was there before goes before it. */
  async note(
    sql: Sql,
    pipelineId: string,
    { recordType, sourceId, number, shape }: RungDocument,
  ): Promise<DueDetail> {
    const due = await rowOf<DueDetail>(
      sql,
      `insert into source_record as r (pipeline_id, record_type, source_id, number, shape, detail_seq)
       values ($1, $2, $3, $4, $5, 1)
       on conflict (pipeline_id, record_type, source_id) do update
         set detail_seq = r.detail_seq + 1, detail_not_before = null, detail_failures = 0,
           lane = least(r.lane, ${LANE.live})
       returning id, source_id as "sourceId", shape, detail_seq::text as "detailSeq"`,
      [pipelineId, recordType, sourceId, number, shape],
    );
    if (!due) throw new Error('A document was neither added nor found');
    return due;
  }
}
