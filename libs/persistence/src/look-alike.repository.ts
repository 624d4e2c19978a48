import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type PipelinePolicies, policiesWith } from '#libs/domain';
import { rowOf, rowsOf, type Sql } from './sql.js';

/** Documents of others that say what a posting is to say. */
export interface LookAlikes {
  /** QuickBooks' ids. */
  readonly ids: readonly string[];
  readonly policy: PipelinePolicies['duplicates'];
}

/** More than a person looks through. */
const LOOK_ALIKES_MAX = 10;

/**
 * Documents of the same kind, vendor, number and total that stand for no posting and carry no mark of one: entered by a
 * bookkeeper or by another program. Those of which a person said that they are others are left out.
 */
export async function lookAlikesOf(sql: Sql, postingId: string): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    sql,
    `select o.quickbooks_id as id
     from posting p join pipeline l on l.id = p.pipeline_id
     join posting_dependency d on d.posting_id = p.id
     join posting v on v.id = d.depends_on_id and v.kind = 'vendor'
     join quickbooks_object o on o.connection_id = l.quickbooks_connection_id
       and o.entity = case p.kind when 'bill' then 'Bill' when 'vendor-credit' then 'VendorCredit'
         when 'purchase-order' then 'PurchaseOrder' end
       and lower(trim(o.document_number)) = lower(trim(p.document_number)) and not o.deleted
     where p.id = $1 and o.total = p.total and o.payload #>> '{VendorRef,value}' = v.quickbooks_id
       and o.quickbooks_id <> all(p.other_than)
       and not exists (select 1 from posting q
         where q.realm_id = p.realm_id and q.kind = p.kind and q.quickbooks_id = o.quickbooks_id)
       and not exists (select 1 from posting q where q.realm_id = p.realm_id and q.marker = o.marker)
     order by length(o.quickbooks_id), o.quickbooks_id limit ${LOOK_ALIKES_MAX}`,
    [postingId],
  );
  return rows.map(({ id }) => id);
}

/** Finds in the mirror, which costs no call, what others have entered already. */
@Injectable()
export class LookAlikeRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** With what the pipeline's policy makes of them. */
  async of(postingId: string): Promise<LookAlikes> {
    const ids = await lookAlikesOf(this.database, postingId);
    if (ids.length === 0) return { ids, policy: 'hold' };
    const row = await rowOf<{ policies: Partial<PipelinePolicies> }>(
      this.database,
      'select l.policies from pipeline l join posting p on p.pipeline_id = l.id where p.id = $1',
      [postingId],
    );
    return { ids, policy: policiesWith(row?.policies ?? {}).duplicates };
  }
}
