import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Finding } from '#libs/domain';
import { CHECK_PAGE } from './check-page.js';
import { rowsOf, type Sql } from './sql.js';

/** A place in the order in which the mirror was read. */
export interface MirrorPlace {
  readonly readAt: string;
  readonly entity: string;
  readonly id: string;
}

export interface Inspected {
  readonly count: number;
  readonly found: number;
  /** Where to go on; null at the end. */
  readonly last: MirrorPlace | null;
}

export interface InspectedCompany {
  readonly pipelineId: string;
  readonly connectionId: string;
}

/** Those of the comparison with Cin7's lists, which keeps them itself (`listing.repository.ts`). */
const IS_OF_CIN7 = `code in ('missed', 'gone-from-cin7')`;

/** Keeps what is not as it should be. It is looked for in the mirror alone, page by page, which costs no call. */
@Injectable()
export class FindingRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async list(pipelineId: string, limit: number): Promise<Finding[]> {
    return rowsOf<Finding>(
      this.database,
      `select code, entity, posting_id as "postingId", other_id as "otherId", found_at as "foundAt",
         case when not ${IS_OF_CIN7} then object_id end as "quickBooksId",
         case when ${IS_OF_CIN7} then object_id end as "cin7Id"
       from finding where pipeline_id = $1 order by found_at, entity, object_id, code limit $2`,
      [pipelineId, limit],
    );
  }

  /** Checks what was read behind a place, up to a moment. */
  async inspect(
    sql: Sql,
    { pipelineId, connectionId }: InspectedCompany,
    { after, until, limit }: { readonly after: MirrorPlace; readonly until: Date; readonly limit: number },
  ): Promise<Inspected> {
    return inspected(
      sql,
      `with page as (
         select read_at, entity, quickbooks_id from quickbooks_object
         where connection_id = $1 and (read_at, entity, quickbooks_id) > ($3::timestamptz, $4::text, $5::text)
           and read_at <= $6
         order by read_at, entity, quickbooks_id limit $7), ${CHECK_PAGE}`,
      [connectionId, pipelineId, after.readAt, after.entity, after.id, until, limit],
    );
  }

  /** Checks again what was found before: a posting may have changed, and its document not. */
  async inspectFound(
    sql: Sql,
    { pipelineId, connectionId }: InspectedCompany,
    { after, limit }: { readonly after: MirrorPlace; readonly limit: number },
  ): Promise<Inspected> {
    return inspected(
      sql,
      `with page as (
         select distinct 'epoch'::timestamptz as read_at, entity, object_id as quickbooks_id from finding
         where pipeline_id = $2 and (entity, object_id) > ($3::text, $4::text) and not ${IS_OF_CIN7}
         order by entity, object_id limit $5), ${CHECK_PAGE}`,
      [connectionId, pipelineId, after.entity, after.id, limit],
    );
  }
}

async function inspected(sql: Sql, statement: string, parameters: readonly unknown[]): Promise<Inspected> {
  const [page] = await rowsOf<Inspected>(sql, statement, parameters);
  return page ?? { count: 0, found: 0, last: null };
}
