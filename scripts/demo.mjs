import { demoCompanies } from './demo/demo-companies.mjs';
import { hearQuickBooks } from './demo/doorbells.mjs';
import { jsonClient } from './demo/json-client.mjs';
import { printReport } from './demo/report.mjs';
import { runCompany, tiesOut } from './demo/run-company.mjs';

/**
 * @typedef {object} Demo
 * @property {string} consoleUrl
 * @property {string} apiToken
 * @property {string} cin7SandboxUrl
 * @property {string} quickBooksSandboxUrl
 * @property {string} webhooksUrl
 * @property {string} verifierToken
 * @property {boolean} once
 * @property {(text: string) => void} say
 */

/**
 * Runs the main job once for each demo company, at the same time, and says what came of it.
 * @param {Demo} demo
 * @returns {Promise<number>} the exit code: 0 only if both sides of every company tie out
 */
export async function runDemo(demo) {
  const api = jsonClient(`${demo.consoleUrl}/api/v1`, { authorization: `Bearer ${demo.apiToken}` });
  await hearQuickBooks(demo);
  const reports = await Promise.all(demoCompanies.map((company) => runCompany(api, demo, company)));
  for (const report of reports) printReport(report);
  return reports.every(tiesOut) ? 0 : 1;
}
