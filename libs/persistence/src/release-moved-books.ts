import { CLOSING_DATE } from './quickbooks-object.repository.js';
import { MARK } from './release.js';
import type { Sql } from './sql.js';

/** The books were opened, or closed up to another day, since a posting was held for them. */
const BOOKS_MOVED = `p.state = 'held' and exists (select 1 from posting_problem x
  where x.posting_id = p.id and x.code = 'books-closed'
    and x.subject is distinct from (select ${CLOSING_DATE} from quickbooks_object o
      where o.connection_id = l.quickbooks_connection_id and o.entity = 'Preferences' limit 1))`;

/** Marks the records whose documents were held for another closing date than QuickBooks has now. */
export async function releaseMovedBooks(sql: Sql): Promise<void> {
  // What the writer held still carries its intention, and mapping would find that it is as wanted.
  await sql.query(
    `update posting p set intent = null, intent_hash = null from pipeline l
     where l.id = p.pipeline_id and p.intent is not null and ${BOOKS_MOVED}`,
  );
  await sql.query(
    `${MARK} where r.mapping_seq = r.mapped_seq and r.mapping_error is null and r.id in (
       select p.source_record_id from posting p join pipeline l on l.id = p.pipeline_id where ${BOOKS_MOVED})`,
  );
}
