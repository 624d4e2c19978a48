import { jsonClient } from './json-client.mjs';

/** The first delivery of Cin7 comes after a minute, of its emulator here after 0.3 s; all others as much sooner. */
const webhookTimeScale = 0.005;

/**
 * What the developer portal does: says where Intuit's app posts its events, and by what they are signed.
 * @param {import('../demo.mjs').Demo} demo
 */
export async function hearQuickBooks({ quickBooksSandboxUrl, webhooksUrl, verifierToken }) {
  const sandbox = jsonClient(`${quickBooksSandboxUrl}/_sandbox`);
  await sandbox.post('/webhooks', { url: `${webhooksUrl}/webhooks/quickbooks`, verifierToken });
}

/**
 * Has the company's Cin7 ring at this start's address; that of an earlier start is replaced.
 * @param {import('./json-client.mjs').JsonClient} api
 * @param {import('../demo.mjs').Demo} demo
 * @param {{ pipelineId: string, company: import('./demo-companies.mjs').DemoCompany }} options
 */
export async function hearCin7(api, demo, { pipelineId, company }) {
  const sandbox = jsonClient(`${demo.cin7SandboxUrl}/_sandbox`);
  await sandbox.post(`/accounts/${company.accountId}/settings`, { webhookTimeScale });
  await api.post(`/pipelines/${pipelineId}/webhooks`, {});
}
