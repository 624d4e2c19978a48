import { jsonClient } from './json-client.mjs';

/**
 * @typedef {import('./json-client.mjs').JsonClient} JsonClient
 * @typedef {import('./demo-companies.mjs').DemoCompany} DemoCompany
 * @typedef {import('../demo.mjs').Demo} Demo
 */

/**
 * Finds the company's pipeline of an earlier start, or makes it. Gives its id.
 * @param {JsonClient} api
 * @param {Demo} demo
 * @param {DemoCompany} company
 * @returns {Promise<string>}
 */
export async function connectCompany(api, demo, company) {
  const { items: connections } = await api.get('/connections');
  /** @param {string} provider @param {string} account */
  const active = (provider, account) =>
    connections.find(
      (/** @type {any} */ connection) =>
        connection.provider === provider && connection.account === account && connection.state === 'active',
    );
  const { name, accountId, applicationKey, realmId } = company;
  const cin7 =
    active('cin7', accountId) ??
    (await api.post('/connections/cin7', { name: `Cin7 of ${name}`, accountId, applicationKey }));
  const quickBooks = active('quickbooks', realmId) ?? (await connectQuickBooks(api, demo, company));
  const { items: pipelines } = await api.get('/pipelines');
  const known = pipelines.find((/** @type {any} */ pipeline) => pipeline.cin7ConnectionId === cin7.id);
  if (known) return known.id;
  const pipeline = await api.post('/pipelines', {
    name,
    cin7ConnectionId: cin7.id,
    quickbooksConnectionId: quickBooks.id,
    mode: 'live',
  });
  return pipeline.id;
}

/**
 * The sandbox gives a new consent, since an earlier start may have used the first token up.
 * @param {JsonClient} api
 * @param {Demo} demo
 * @param {DemoCompany} company
 */
async function connectQuickBooks(api, demo, { name, realmId }) {
  const sandbox = jsonClient(`${demo.quickBooksSandboxUrl}/_sandbox`);
  const { refreshToken } = await sandbox.post('/tokens/issue', { realmId });
  return await api.post('/connections/quickbooks', { name: `QuickBooks of ${name}`, realmId, refreshToken });
}
