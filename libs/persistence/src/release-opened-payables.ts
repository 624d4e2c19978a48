import { ACCOUNT_PAYABLE, HOME_CURRENCY } from './quickbooks-object.repository.js';
import { MARK } from './release.js';
import type { Sql } from './sql.js';

/** Marks the records whose orders were held for want of an account payable in a currency that has one by now. */
export async function releaseOpenedPayables(sql: Sql): Promise<void> {
  await sql.query(
    `${MARK} where r.mapping_seq = r.mapped_seq and r.mapping_error is null and r.id in (
       select p.source_record_id from posting_problem x join posting p on p.id = x.posting_id
       join pipeline l on l.id = p.pipeline_id
       where x.code = 'payables-missing' and p.state = 'held' and exists (
         select 1 from quickbooks_object o
         where o.connection_id = l.quickbooks_connection_id and ${ACCOUNT_PAYABLE}
           and coalesce(o.currency, (select ${HOME_CURRENCY} from quickbooks_object o
             where o.connection_id = l.quickbooks_connection_id and o.entity = 'Preferences' limit 1)) = x.subject))`,
  );
}
