import type { Sql } from './sql.js';

/** When a purchase is looked at again after its bill was posted: files mostly come with the paper, or soon after it. */
const DAYS_AFTER_POSTING = [1, 7];

/** Further back nobody looks: a milestone that was missed while nothing was read is made up for until then. */
const WINDOW_DAYS = 30;

/**
 * Marks purchases to be read again whose bill was posted a while ago. Cin7 may not count a file as a change of its
 * purchase, so that its list does not tell of it. Only so many at once: calls are scarce, and changes go first.
 */
export async function readAgainForFiles(sql: Sql, pipelineId: string, limit: number): Promise<void> {
  await sql.query(
    `update source_record r set detail_seq = detail_seq + 1 where r.id in (
       select o.id from posting p join source_record o on o.id = p.source_record_id
       join unnest($2::int[]) as after (days) on p.posted_at + after.days * interval '1 day' <= now()
         and o.read_at < p.posted_at + after.days * interval '1 day'
       where p.pipeline_id = $1 and p.kind = 'bill' and p.quickbooks_id is not null
         and p.posted_at > now() - $3 * interval '1 day' and o.record_type = 'purchase' and o.detail_seq = o.detailed_seq
       order by p.posted_at limit $4)`,
    [pipelineId, DAYS_AFTER_POSTING, WINDOW_DAYS, limit],
  );
}
