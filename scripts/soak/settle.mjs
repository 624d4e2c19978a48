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
 * With nothing in the way any more: reads both sides until Billbridge itself says that they tie out.
 * @param {import('./companies.mjs').Doors} doors
 * @param {import('./companies.mjs').SoakCompany} company
 * @param {{ postgres: import('./stores.mjs').SoakPostgres, deadline: number }} options `deadline` by performance.now()
 * @returns {Promise<string[]>} why not, if it does not
 */
export async function settle(doors, company, { postgres, deadline }) {
  const path = `/pipelines/${company.pipelineId}`;
  /** @type {string[]} */
  let reasons = ['It was never read.'];
  while (performance.now() < deadline) {
    try {
      await runOnce(doors.api(), company.pipelineId, () => undefined);
      await quiet(postgres);
      await runOnce(doors.api(), company.pipelineId, () => undefined, ['quickbooks-object']);
      await quiet(postgres);
      const tieOut = await doors.api().get(`${path}/reconciliation`);
      if (tieOut.tiesOut) return [];
      reasons = tieOut.reasons;
    } catch (error) {
      reasons = [/** @type {Error} */ (error).message];
    }
    await pause(1_000);
  }
  return reasons;
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
