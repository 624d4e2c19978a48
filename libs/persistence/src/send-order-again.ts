import { audit } from './audit.repository.js';
import type { PostingEntity } from './posting.entity.js';
import { rowsOf, type Sql } from './sql.js';

/**
 * QuickBooks refuses to take a line out of an order while a bill hangs on it. When a bill of the purchase has been changed
 * or is gone, a change of its order that was refused may be taken: it goes out once more, as another request.
 */
export async function sendOrderAgain(
  sql: Sql,
  { sourceRecordId }: Pick<PostingEntity, 'sourceRecordId'>,
): Promise<void> {
  const orders = await rowsOf<{ id: string; pipelineId: string }>(
    sql,
    `update posting set state = 'pending', revision = revision + 1, not_before = null, failures = 0, updated_at = now()
     where source_record_id = $1 and kind = 'purchase-order' and state = 'rejected' and operation = 'update'
       and intent is not null and quickbooks_id is not null
     returning id, pipeline_id as "pipelineId"`,
    [sourceRecordId],
  );
  for (const { id, pipelineId } of orders) {
    await sql.query('delete from posting_problem where posting_id = $1', [id]);
    const detail = { why: 'a bill of it was changed' };
    await audit(sql, { pipelineId, postingId: id, actor: 'writer', action: 'posting.pending', detail });
  }
}
