import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { MirrorSlice, PostingSlice, ReadingState, SourceSlice } from '#libs/domain';
import { rowOf, rowsOf } from './sql.js';

/** The sums on both sides, each from what its own provider said. */
@Injectable()
export class ReconciliationRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** What counts in Cin7: from the documents as read, whatever mapping made of them. */
  async inCin7(pipelineId: string): Promise<SourceSlice[]> {
    return rowsOf<SourceSlice>(
      this.database,
      `select a.kind, a.currency, sum(a.count)::int as count, sum(a.total)::text as total
       from source_record r join source_record_amount a on a.source_record_id = r.id
       where r.pipeline_id = $1 group by a.kind, a.currency order by a.kind, a.currency`,
      [pipelineId],
    );
  }

  async postings(pipelineId: string): Promise<PostingSlice[]> {
    return rowsOf<PostingSlice>(
      this.database,
      `select kind, state, currency, count(*)::int as count, coalesce(sum(total), 0)::text as total,
         count(*) filter (where source_gone)::int as "goneCount",
         count(quickbooks_id)::int as "linkedCount", coalesce(sum(posted_total), 0)::text as "linkedTotal"
       from posting where pipeline_id = $1 group by kind, state, currency order by kind, state, currency`,
      [pipelineId],
    );
  }

  /** What QuickBooks holds: ours by our marker or because a posting is linked to it, and the others. */
  async inQuickBooks(connectionId: string): Promise<MirrorSlice[]> {
    return rowsOf<MirrorSlice>(
      this.database,
      `select e.kind, coalesce(o.marker, p.marker) is not null as ours, o.currency, count(*)::int as count,
         coalesce(sum(o.total), 0)::text as total
       from (values ('bill', 'Bill'), ('vendor-credit', 'VendorCredit'), ('purchase-order', 'PurchaseOrder'))
         as e (kind, entity)
       join quickbooks_object o on o.entity = e.entity join connection c on c.id = o.connection_id
       left join posting p on p.realm_id = c.account and p.kind = e.kind and p.quickbooks_id = o.quickbooks_id
       where o.connection_id = $1 and not o.deleted
       group by e.kind, ours, o.currency order by e.kind, o.currency`,
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
