import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { DocumentKind, PostingState } from '#libs/domain';
import { rowOf, rowsOf } from './sql.js';

/** Count and amount of one slice; amounts in `currency`. */
export interface Slice {
  readonly currency: string | null;
  readonly count: number;
  readonly total: string;
}

export interface PostingSlice extends Slice {
  readonly kind: DocumentKind;
  readonly state: PostingState;
  /** What QuickBooks holds of them, by its own last answer. */
  readonly linkedCount: number;
  readonly linkedTotal: string;
}

export interface MirrorSlice extends Slice {
  readonly ours: boolean;
}

export interface ReadingState {
  /** Documents whose detail is still to be read, whose mapping is still to be done, and those that failed. */
  readonly detailsDue: number;
  readonly mappingsDue: number;
  readonly unreadable: number;
}

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
         count(posted_total)::int as "linkedCount", coalesce(sum(posted_total), 0)::text as "linkedTotal"
       from posting where pipeline_id = $1 group by kind, state, currency order by kind, state, currency`,
      [pipelineId],
    );
  }

  /** Bills that QuickBooks holds, those with our marker and those without. */
  async billsInQuickBooks(connectionId: string): Promise<MirrorSlice[]> {
    return rowsOf<MirrorSlice>(
      this.database,
      `select marker is not null as ours, currency, count(*)::int as count, coalesce(sum(total), 0)::text as total
       from quickbooks_object where connection_id = $1 and entity = 'Bill' and not deleted
       group by marker is not null, currency order by currency`,
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
