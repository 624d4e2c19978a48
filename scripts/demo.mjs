import { connectDemo } from './demo/connect-demo.mjs';
import { jsonClient } from './demo/json-client.mjs';
import { booksAgree, readLedgers } from './demo/ledgers.mjs';
import { mapAccounts } from './demo/map-accounts.mjs';
import { printArrivals, printTieOut } from './demo/report.mjs';
import { runOnce, untilSettled } from './demo/run-once.mjs';

/**
 * @typedef {object} Demo
 * @property {string} consoleUrl
 * @property {string} apiToken
 * @property {string} cin7SandboxUrl
 * @property {string} quickBooksSandboxUrl
 * @property {boolean} once
 * @property {(text: string) => void} say
 */

/**
 * Connects the demo company in both sandboxes and runs the main job once, as a customer's operator would: all of it
 * through the REST API. What both sides hold is also read from the sandboxes' own ledgers, which know nothing of us.
 * @param {Demo} demo
 * @returns {Promise<number>} the exit code: 0 only if both sides tie out
 */
export async function runDemo(demo) {
  const { say } = demo;
  const api = jsonClient(`${demo.consoleUrl}/api/v1`, { authorization: `Bearer ${demo.apiToken}` });
  const before = await readLedgers(demo);
  const pipelineId = await connectDemo(api, demo);

  await runOnce(api, pipelineId, say);
  const mapped = await mapAccounts(api, pipelineId);
  if (mapped > 0) say(`Mapped ${mapped} accounts that both sides know by number or id and by name.`);
  await untilSettled(api, pipelineId, say);
  await runOnce(api, pipelineId, say, ['quickbooks-object']);
  // Orders that bills have linked themselves to since are looked at again.
  await untilSettled(api, pipelineId, say);

  const [tieOut, problems, after] = await Promise.all([
    api.get(`/pipelines/${pipelineId}/reconciliation`),
    api.get(`/pipelines/${pipelineId}/problems`),
    readLedgers(demo),
  ]);
  printArrivals({ before, after, problems });
  const agree = booksAgree(tieOut, after);
  printTieOut(tieOut, agree);
  return tieOut.tiesOut && agree.length === 0 ? 0 : 1;
}
