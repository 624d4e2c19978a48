import { jsonClient } from './json-client.mjs';

/**
 * Opens the company in both sandboxes; what an earlier start has opened, and what has happened there since, stays.
 * @param {import('../demo.mjs').Demo} demo
 * @param {import('./demo-companies.mjs').DemoCompany} company
 */
export async function openInSandboxes(demo, { name, country, accountId, applicationKey, realmId }) {
  const cin7 = jsonClient(`${demo.cin7SandboxUrl}/_sandbox`);
  const quickBooks = jsonClient(`${demo.quickBooksSandboxUrl}/_sandbox`);
  const [{ accounts }, { realms }] = await Promise.all([cin7.get('/accounts'), quickBooks.get('/realms')]);
  const demoCompany = { company: 'demo', country };
  if (!accounts.includes(accountId))
    await cin7.post('/accounts', { ...demoCompany, accountId, applicationKey, companyName: name });
  if (!realms.includes(realmId)) await quickBooks.post('/realms', { ...demoCompany, realmId, name });
}
