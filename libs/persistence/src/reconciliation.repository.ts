import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { MirrorSlice, PostingSlice, ReadingState, Slice } from '#libs/domain';
import { rowOf, rowsOf } from './sql.js';

/** The sums on both sides, each from what its own provider said. */
@Injectable()
export class ReconciliationRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** What Cin7 says is owed: from the documents as read, whatever mapping made of them. */
  async owedInCin7(pipelineId: string): Promise<Slice[]> {
    return rowsOf<Slice>(
      this.database,
      `select currency, sum(owed_count)::int as count, sum(owed_total)::text as total from source_record
       where pipeline_id = $1 and record_type = 'purchase' and owed_count > 0 group by currency order by currency`,
      [pipelineId],
    );
  }

  async postings(pipelineId: string): Promise<PostingSlice[]> {
    return rowsOf<PostingSlice>(
      this.database,
      `select kind, state, currency, count(*)::int as count, coalesce(sum(total), 0)::text as total,
         count(*) filter (where exclusion_reason = 'no-longer-owed' or exists (select 1 from posting_problem x
           where x.posting_id = p.id and x.code = 'source-withdrawn'))::int as "goneCount",
         count(quickbooks_id)::int as "linkedCount", coalesce(sum(posted_total), 0)::text as "linkedTotal"
       from posting p where pipeline_id = $1 group by kind, state, currency order by kind, state, currency`,
      [pipelineId],
    );
  }

  /** Bills that QuickBooks holds: ours by our marker or because a posting is linked to them, and the others. */
  async billsInQuickBooks(connectionId: string): Promise<MirrorSlice[]> {
    return rowsOf<MirrorSlice>(
      this.database,
      `select coalesce(o.marker, p.marker) is not null as ours, o.currency, count(*)::int as count,
         coalesce(sum(o.total), 0)::text as total
       from quickbooks_object o join connection c on c.id = o.connection_id
       left join posting p on p.realm_id = c.account and p.kind = 'bill' and p.quickbooks_id = o.quickbooks_id
       where o.connection_id = $1 and o.entity = 'Bill' and not o.deleted
       group by 1, o.currency order by o.currency`,
      [connectionId],
    );
  }

  async supplierCount(pipelineId: string): Promise<number> {
    const row = await rowOf<{ count: number }>(
      this.database,
      `select count(*)::int as count from source_record where pipeline_id = $1 and record_type = 'supplier'`,
      [pipelineId],
    );
    return row?.count ?? 0;
  }

  async reading(pipelineId: string): Promise<ReadingState> {
    const row = await rowOf<ReadingState>(
      this.database,
      `select
         (select count(*)::int from source_record where pipeline_id = $1 and detail_seq > detailed_seq) as "detailsDue",
         (select count(*)::int from source_record where pipeline_id = $1 and mapping_seq > mapped_seq) as "mappingsDue",
         (select count(*)::int from source_record where pipeline_id = $1
            and coalesce(mapping_error, detail_error) is not null) as unreadable`,
      [pipelineId],
    );
    return row ?? { detailsDue: 0, mappingsDue: 0, unreadable: 0 };
  }
}
