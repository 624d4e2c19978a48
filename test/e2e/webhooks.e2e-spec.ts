import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Company, companyWithInvoice, ledger, poll, postings } from './company.js';
import { eventually } from './eventually.js';
import type { Json } from './json-client.js';
import { type System, startSystem, VERIFIER_TOKEN } from './system.js';

const DISTANCE_SECONDS = '1';

/** Nothing is read but what somebody asks or rings for. */
const NOT_BY_THE_CLOCK = {
  schedules: Object.fromEntries(
    ['supplier', 'purchase', 'supplier-credit-note', 'quickbooks-object'].map((type) => [
      type,
      { everySeconds: 86_400 },
    ]),
  ),
};

describe('webhooks', () => {
  let system: System;
  let door: (path: string, init: RequestInit) => Promise<Response>;

  beforeAll(async () => {
    system = await startSystem({ QUICKBOOKS_WEBHOOK_DISTANCE_SECONDS: DISTANCE_SECONDS });
    door = (path, init) =>
      fetch(`http://127.0.0.1:${system.ports.webhooks}/webhooks${path}`, { method: 'POST', ...init });
    await system.quickBooks.post('/webhooks', {
      url: `http://127.0.0.1:${system.ports.webhooks}/webhooks/quickbooks`,
      verifierToken: VERIFIER_TOKEN,
      automatic: false,
      delayMs: 0,
    });
  }, 120_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  interface Watched {
    readonly company: Company;
    readonly purchaseId: string;
    readonly secret: string;
  }

  /** A company whose one bill is posted, and from then on is read only on demand. */
  async function settled(): Promise<Watched> {
    const { company, purchase } = await companyWithInvoice(system);
    await system.cin7.post(company.cin7('/settings'), { webhookTimeScale: 0 });
    await poll(system, company);
    await posted(company, 'the first bill is there', ({ total }) => total === '125.50');
    await system.console.patch(`/pipelines/${company.pipelineId}`, NOT_BY_THE_CLOCK);
    const { secret } = await system.console.post(`/pipelines/${company.pipelineId}/webhooks`);
    return { company, purchaseId: purchase.ID, secret };
  }

  const posted = (company: Company, what: string, isIt: (bill: Json) => boolean) =>
    eventually(what, async () => {
      const { bills } = await ledger(system, company);
      if (bills.length === 1 && isIt(bills[0])) return bills[0];
      throw new Error(JSON.stringify(bills));
    });

  /** As many ropes as said, at 25.10. */
  const bill = ({ company, purchaseId }: Watched, quantity: number) =>
    system.cin7.patch(company.cin7(`/purchases/${purchaseId}`), {
      invoices: [
        {
          lines: [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity, price: 25.1, tax: 0 }],
          status: 'AUTHORISED',
        },
      ],
    });

  const runs = async ({ pipelineId }: Company): Promise<Json[]> =>
    (await system.console.get(`/pipelines/${pipelineId}/sync-runs?limit=200`)).items;

  const byWebhook = async (company: Company) =>
    (await runs(company)).filter(({ trigger }) => trigger === 'webhook');

  it('a change in Cin7 reaches the bill without a poll, by one call for the document', async () => {
    const watched = await settled();
    await system.cin7.delete('/calls');
    await bill(watched, 10);
    await posted(watched.company, 'the bill is changed', ({ total }) => total === '251.00');
    const [run] = await eventually('the run has ended', async () => {
      const found = await byWebhook(watched.company);
      return found.every(({ state }) => state === 'succeeded') && found;
    });
    expect(run).toMatchObject({ recordType: 'cin7-rung', counts: { details: 1 } });
    const { calls } = await system.cin7.get('/calls');
    const paths = calls.map(({ path }: Json) => path).filter((path: string) => /purchase/i.test(path));
    expect(paths.every((path: string) => /\/purchase(\?|$)/.test(path))).toBe(true);
  });
});
