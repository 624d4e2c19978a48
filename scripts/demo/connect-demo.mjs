import { demoCompany } from './demo-company.mjs';
import { jsonClient } from './json-client.mjs';

/** @typedef {import('./json-client.mjs').JsonClient} JsonClient */

/**
 * Finds the demo pipeline of an earlier start, or makes it. Gives its id.
 * @param {JsonClient} api
 * @param {import('../demo.mjs').Demo} demo
 */
export async function connectDemo(api, demo) {
  const { items: connections } = await api.get('/connections');
  /** @param {string} provider @param {string} account */
  const active = (provider, account) =>
    connections.find(
      (/** @type {any} */ connection) =>
        connection.provider === provider && connection.account === account && connection.state === 'active',
    );
  const cin7 =
    active('cin7', demoCompany.accountId) ??
    (await api.post('/connections/cin7', {
      name: 'Cin7 demo company',
      accountId: demoCompany.accountId,
      applicationKey: demoCompany.applicationKey,
    }));
  const quickBooks = active('quickbooks', demoCompany.realmId) ?? (await connectQuickBooks(api, demo));
  const { items: pipelines } = await api.get('/pipelines');
  const known = pipelines.find((/** @type {any} */ pipeline) => pipeline.cin7ConnectionId === cin7.id);
  if (known) return known.id;
  const pipeline = await api.post('/pipelines', {
    name: 'Demo company',
    cin7ConnectionId: cin7.id,
    quickbooksConnectionId: quickBooks.id,
    mode: 'live',
  });
  demo.say('Connected the demo company: Cin7 feeds QuickBooks, live.');
  return pipeline.id;
}

/**
 * The sandbox gives a new consent, since an earlier start may have used the first token up.
 * @param {JsonClient} api
 * @param {import('../demo.mjs').Demo} demo
 */
async function connectQuickBooks(api, demo) {
  const { realmId } = demoCompany;
  const sandbox = jsonClient(`${demo.quickBooksSandboxUrl}/_sandbox`);
  const { refreshToken } = await sandbox.post('/tokens/issue', { realmId });
  return await api.post('/connections/quickbooks', {
    name: 'QuickBooks demo company',
    realmId,
    refreshToken,
  });
}
