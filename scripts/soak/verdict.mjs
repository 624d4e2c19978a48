import { booksAgree, readLedgers } from '../demo/ledgers.mjs';
import { inRoot } from '../paths.mjs';
import { reconcile } from './reconcile.mjs';

const POSTINGS = `select kind, source_key as "sourceKey", state, marker, quickbooks_id as "quickBooksId",
    total::text, currency, array(select code from posting_problem where posting_id = posting.id) as problems
  from posting where pipeline_id = $1 and kind <> 'vendor'`;
const CONNECTIONS = `select name, provider, state, state_reason from connection where state <> 'active'`;
const ATTEMPTS = `select outcome, count(*)::int as count from posting_attempt group by outcome order by outcome`;

/**
 * @typedef {object} Verdict
 * @property {{ company: string, result: import('./reconcile.mjs').Reconciliation }[]} companies
 * @property {string[]} breaches
 * @property {{ outcome: string, count: number }[]} attempts
 */

/**
 * Everything that must hold at the end, by the books of three parties.
 * @param {import('../supervise.mjs').Run} run
 * @param {import('./companies.mjs').Doors} doors
 * @param {readonly import('./companies.mjs').SoakCompany[]} companies
 * @param {{ postgres: import('./stores.mjs').SoakPostgres, sandbox: { cin7: string, quickBooks: string } }} places
 * @returns {Promise<Verdict>}
 */
export async function verdictOn(run, doors, companies, { postgres, sandbox }) {
  const sides = { cin7SandboxUrl: sandbox.cin7, quickBooksSandboxUrl: sandbox.quickBooks };
  /** @type {string[]} */
  const breaches = [];
  const judged = [];
  for (const company of companies) {
    const ledgers = await readLedgers(sides, company);
    const result = reconcile(ledgers, await postgres.rows(POSTINGS, [company.pipelineId]), company);
    const tieOut = await doors.api().get(`/pipelines/${company.pipelineId}/reconciliation`);
    const found = [
      ...result.duplicates,
      ...result.lost,
      ...result.differences,
      ...booksAgree(tieOut, ledgers),
    ];
    if (ledgers.vendors !== company.suppliers.length)
      found.push(`QuickBooks has ${ledgers.vendors} vendors for ${company.suppliers.length} suppliers`);
    breaches.push(...found.map((text) => `${company.name}: ${text}`));
    judged.push({ company: company.name, result });
  }
  for (const { name, provider, state, state_reason } of await postgres.rows(CONNECTIONS))
    breaches.push(`The connection of ${name} to ${provider} is ${state}: ${state_reason}`);
  const { items } = await doors.api().get('/failed-jobs?limit=100');
  breaches.push(
    ...items.map((/** @type {any} */ job) => `A job is left as failed: ${job.queue} ${job.reason}`),
  );
  await verifyTrail(run, postgres).catch((error) => breaches.push(error.message));
  return { companies: judged, breaches, attempts: await postgres.rows(ATTEMPTS) };
}

/** @param {import('../supervise.mjs').Run} run @param {import('./stores.mjs').SoakPostgres} postgres */
async function verifyTrail(run, postgres) {
  await run.processes.complete({
    name: 'audit:verify',
    command: process.execPath,
    args: [inRoot('dist', 'libs', 'persistence', 'src', 'audit-verify.js')],
    env: { PATH: process.env.PATH, DATABASE_URL: postgres.ownerUrl() },
  });
}
