import { setTimeout as pause } from 'node:timers/promises';
import { runOnce } from '../demo/run-once.mjs';
import { waitUntil } from '../wait-until.mjs';

/** What still waits, of all companies. */
export const WAITING = `select
  (select count(*)::int from posting where state in ('pending', 'sending', 'in-doubt', 'withdrawing', 'needs-review')) as postings,
  (select count(*)::int from source_record where detail_seq > detailed_seq or mapping_seq > mapped_seq) as records,
  (select count(*)::int from sync_run where state in ('queued', 'running')) as runs`;

const quietLimitMs = 180_000;

/**
 * With nothing in the way any more: reads both sides until Billbridge itself says that they tie out. It must say so twice: the
 * first reading may have joined one that was under way, and that had read before the last change.
 * @param {import('./companies.mjs').Doors} doors
 * @param {import('./companies.mjs').SoakCompany} company
 * @param {{ postgres: import('./stores.mjs').SoakPostgres, deadline: number }} options `deadline` by performance.now()
 * @returns {Promise<string[]>} why not, if it does not
 */
export async function settle(doors, company, { postgres, deadline }) {
  let inARow = 0;
  for (;;) {
    const reasons = await readBothSides(doors, company, postgres).catch((error) => [error.message]);
    inARow = reasons.length === 0 ? inARow + 1 : 0;
    if (inARow === 2) return [];
    if (performance.now() > deadline) return reasons;
    await pause(1_000);
  }
}

/** @param {import('./companies.mjs').Doors} doors @param {import('./companies.mjs').SoakCompany} company @param {import('./stores.mjs').SoakPostgres} postgres */
async function readBothSides(doors, { pipelineId }, postgres) {
  await runOnce(doors.api(), pipelineId, () => undefined);
  await quiet(postgres);
  await runOnce(doors.api(), pipelineId, () => undefined, ['quickbooks-object']);
  await quiet(postgres);
  const { tiesOut, reasons } = await doors.api().get(`/pipelines/${pipelineId}/reconciliation`);
  return tiesOut ? [] : reasons;
}

/** @param {import('./stores.mjs').SoakPostgres} postgres */
async function quiet(postgres) {
  const isQuiet = async () => {
    const [waiting] = await postgres.rows(WAITING);
    return waiting.postings + waiting.records === 0;
  };
  if (!(await waitUntil(isQuiet, { timeoutMs: quietLimitMs, everyMs: 500 })))
    throw new Error(
      `Still waiting after ${quietLimitMs / 1000} s: ${JSON.stringify(await postgres.rows(WAITING))}`,
    );
}
