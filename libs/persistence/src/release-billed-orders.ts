import { MARK } from './release.js';
import type { Sql } from './sql.js';

/** Marks the records whose orders were left open for bills that are all in QuickBooks by now, or never will be. */
export async function releaseBilledOrders(sql: Sql): Promise<void> {
  await sql.query(
    `${MARK} where r.mapping_seq = r.mapped_seq and r.mapping_error is null and r.id in (
       select p.source_record_id from posting p where p.awaits_bills and not exists (
         select 1 from posting b where b.source_record_id = p.source_record_id and b.kind = 'bill'
           and b.quickbooks_id is null and b.state not in ('excluded', 'withdrawn')))`,
  );
}
