import { confirmSuggestions } from './confirm-suggestions.mjs';
import { connectCompany } from './connect-company.mjs';
import { hearCin7 } from './doorbells.mjs';
import { booksAgree, readLedgers } from './ledgers.mjs';
import { openInSandboxes } from './open-in-sandboxes.mjs';
import { pairDifferences } from './paired-documents.mjs';
import { runOnce, untilSettled } from './run-once.mjs';

/**
 * What came of the run of one company.
 * @typedef {object} CompanyReport
 * @property {import('./demo-companies.mjs').DemoCompany} company
 * @property {import('./ledgers.mjs').Ledgers} before
 * @property {import('./ledgers.mjs').Ledgers} after
 * @property {any} problems
 * @property {any} tieOut
 * @property {string[]} differences between what Billbridge says and what the books of the sandboxes hold
 */

/**
 * Connects one company and runs the main job once, as its operator would: all of it through the REST API. What both
 * sides hold is also read from the sandboxes' own ledgers, which know nothing of us.
 * @param {import('./json-client.mjs').JsonClient} api
 * @param {import('../demo.mjs').Demo} demo
 * @param {import('./demo-companies.mjs').DemoCompany} company
 * @returns {Promise<CompanyReport>}
 */
export async function runCompany(api, demo, company) {
  /** @param {string} text */
  const say = (text) => demo.say(`${company.name}: ${text}`);
  await openInSandboxes(demo, company);
  const before = await readLedgers(demo, company);
  const pipelineId = await connectCompany(api, demo, company);
  await hearCin7(api, demo, { pipelineId, company });
  say('Connected: its Cin7 feeds its QuickBooks, live, and both ring when something changes.');

  await runOnce(api, pipelineId, say);
  // In the US a tax rule is mapped to an account, and which one is not for a first look to say.
  const kinds = company.hasPurchaseTaxes ? ['account', 'tax'] : ['account'];
  const confirmed = await confirmSuggestions(api, pipelineId, kinds);
  if (confirmed > 0) say(`Mapped ${confirmed} accounts and tax rules that both sides know by two marks.`);
  await untilSettled(api, pipelineId, say);
  await runOnce(api, pipelineId, say, ['quickbooks-object']);
  // Orders that bills have linked themselves to since are looked at again.
  await untilSettled(api, pipelineId, say);

  const [tieOut, problems, after] = await Promise.all([
    api.get(`/pipelines/${pipelineId}/reconciliation`),
    api.get(`/pipelines/${pipelineId}/problems`),
    readLedgers(demo, company),
  ]);
  const differences = [...booksAgree(tieOut, after), ...pairDifferences(after, company)];
  return { company, before, after, problems, tieOut, differences };
}

/** @param {CompanyReport} report */
export function tiesOut({ tieOut, differences }) {
  return tieOut.tiesOut && differences.length === 0;
}
