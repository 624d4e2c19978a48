import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { SeenVersion } from './intended-document.js';
import { MARK } from './release.js';
import { rowOf } from './sql.js';

/** An order of ours: what we posted last, and what QuickBooks holds as it was last read. */
export interface OrderStanding {
  readonly seen: SeenVersion;
  readonly isDeleted: boolean;
  readonly posted: Record<string, unknown> | null;
  /** The vendor that was named when it was sent. */
  readonly vendorId: string | null;
  readonly held: Record<string, unknown>;
}

/** A later version than the one that we wrote, or that a mapping has looked at. An answer read late is none. */
const LATER = `case when o.sync_token ~ '^[0-9]+$' and p.sync_token ~ '^[0-9]+$'
  then o.sync_token::numeric > p.sync_token::numeric else o.sync_token is distinct from p.sync_token end`;

/** An order that others entered and that stands for ours is theirs to change. */
const MIRRORED = `posting p join pipeline l on l.id = p.pipeline_id
  join quickbooks_object o on o.connection_id = l.quickbooks_connection_id and o.entity = 'PurchaseOrder'
    and o.quickbooks_id = p.quickbooks_id and p.link_origin is distinct from 'adopted'`;

/** What people do in QuickBooks to the orders that we posted. */
@Injectable()
export class OrderDriftRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** The order of a purchase; null where it is not in QuickBooks, or was not read there since we wrote it. */
  async standing(sourceRecordId: string): Promise<OrderStanding | null> {
    return rowOf<OrderStanding>(
      this.database,
      `select json_build_object('theirs', o.sync_token, 'ours', p.sync_token) as seen,
         o.deleted as "isDeleted", p.posted_intent as posted, p.sent_payload::json #>> '{VendorRef,value}' as "vendorId", o.payload as held
       from ${MIRRORED}
       where p.source_record_id = $1 and p.kind = 'purchase-order'
         and (o.deleted or ${LATER} or o.sync_token is not distinct from p.sync_token)`,
      [sourceRecordId],
    );
  }

  /**
   * Marks the purchases whose order was changed in QuickBooks, of what was read there since a moment; null looks at all. Each
   * version is looked at once: mapping notes which one it has seen, so that links, closing and our own writes end there.
   */
  async releaseChanged(pipelineId: string, since: Date | null): Promise<void> {
    await this.database.query(
      `${MARK} where r.id in (
         select p.source_record_id from ${MIRRORED}
         where p.pipeline_id = $1 and p.kind = 'purchase-order' and ($2::timestamptz is null or o.read_at >= $2)
           and (p.state = 'posted' and o.deleted or p.state in ('posted', 'held') and ${LATER}))`,
      [pipelineId, since],
    );
  }
}
