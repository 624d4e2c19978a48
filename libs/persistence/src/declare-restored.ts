import type { DataSource } from 'typeorm';
import { audit } from './audit.repository.js';
import { rowsOf } from './sql.js';

/** For clocks that differ, and for what was on its way when the copy was made. */
const MARGIN = `interval '1 hour'`;

/**
 * The database is a copy of an earlier moment: from now on every document that is not known to be in QuickBooks is looked
 * for there before it is sent, and both sides are read anew from a while before that moment. Gives how many pipelines.
 */
export async function declareRestored(database: DataSource, to: Date, actor: string): Promise<number> {
  return database.transaction(async (manager) => {
    const pipelines = await rowsOf<{ id: string }>(
      manager,
      'update pipeline set restored_to = $1, restored_at = now() returning id',
      [to],
    );
    await manager.query(
      `update timetable set next_due_at = now(), watermark = least(watermark, $1::timestamptz - ${MARGIN})`,
      [to],
    );
    // What was being read was being read for a past that is gone.
    await manager.query(
      `update sync_run set state = 'failed', error = 'The database was restored.', ended_at = now(), lease_until = null,
         lease_token = lease_token + 1
       where state in ('queued', 'running')`,
    );
    for (const { id } of pipelines)
      await audit(manager, {
        pipelineId: id,
        actor,
        action: 'pipeline.restored',
        detail: { to: to.toISOString() },
      });
    return pipelines.length;
  });
}
