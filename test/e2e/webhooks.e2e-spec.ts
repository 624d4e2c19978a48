import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Company, companyWithInvoice, ledger, poll, postings } from './company.js';
import { eventually } from './eventually.js';
import type { Json } from './json-client.js';
import { type System, startSystem, VERIFIER_TOKEN } from './system.js';

const DISTANCE_SECONDS = '1';
const DAY_MS = 86_400_000;

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

  beforeAll(async () => {
    system = await startSystem({ QUICKBOOKS_WEBHOOK_DISTANCE_SECONDS: DISTANCE_SECONDS });
    await system.quickBooks.post('/webhooks', {
      url: `http://127.0.0.1:${system.ports.webhooks}/webhooks/quickbooks`,
      verifierToken: VERIFIER_TOKEN,
      automatic: false,
      delayMs: 0,
    });
  }, 240_000);

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
    // The first reading of a new pipeline is due at once, and may still be to come; the one after it keeps its time.
    await eventually('the timetable rests', async () => {
      const { schedules } = await system.console.get(`/pipelines/${company.pipelineId}`);
      const soon = Date.now() + 120_000;
      const rests = Object.keys(NOT_BY_THE_CLOCK.schedules).every(
        (type) => Date.parse(schedules[type]?.nextRunAt) > soon,
      );
      return rests && (await runs(company)).every(({ state }) => state === 'succeeded');
    });
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

  const post = (path: string, body: string, headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${system.ports.webhooks}/webhooks${path}`, { method: 'POST', body, headers });

  /** As the providers do: what is not taken on a busy machine is sent again. */
  const taken = (path: string, body: string, headers: Record<string, string>) =>
    eventually('the post is taken', async () => {
      const { status } = await post(path, body, headers);
      expect([200, 503]).toContain(status);
      return status === 200;
    });

  it('a change in Cin7 reaches the bill without a poll, by one call for the document', async () => {
    const watched = await settled();
    await system.cin7.delete('/calls');
    await bill(watched, 10);
    await posted(watched.company, 'the bill is changed', ({ total }) => total === '251.00');
    const [run] = await eventually('the run has ended', async () => {
      const found = await byWebhook(watched.company);
      return found.length > 0 && found.every(({ state }) => state === 'succeeded') && found;
    });
    expect(run).toMatchObject({ recordType: 'cin7-rung', counts: { details: 1 } });
    const { calls } = await system.cin7.get('/calls');
    const paths = calls.map(({ path }: Json) => path).filter((path: string) => /purchase/i.test(path));
    expect(paths.every((path: string) => /\/purchase(\?|$)/.test(path))).toBe(true);
  });

  it('our own writes cause no reading of QuickBooks; what somebody else enters there does', async () => {
    const watched = await settled();
    const { company } = watched;
    await poll(system, company, ['quickbooks-object']);
    await bill(watched, 4);
    await posted(company, 'the bill is changed', ({ total }) => total === '100.40');
    const { sent } = await system.quickBooks.post('/webhooks/deliver');
    expect(sent.length).toBeGreaterThan(0);
    await system.quickBooks.post(company.quickBooks('/objects/vendor'), { DisplayName: 'By Hand Ltd' });
    const readings = async () =>
      (await byWebhook(company)).filter(({ recordType }) => recordType === 'quickbooks-object');
    await eventually('somebody else is read', async () => {
      // What a busy door has not taken comes again.
      await system.quickBooks.post('/webhooks/deliver');
      const [first] = await readings();
      return first?.state === 'succeeded';
    });
    expect(await readings()).toHaveLength(1);
  });

  /** How the bells of one story come, or do not. All are held back until then. */
  const modes: Readonly<Record<string, (watched: Watched, bodies: readonly string[]) => Promise<void>>> = {
    off: async () => undefined,
    'doubled and in reverse': async ({ company, secret }, bodies) => {
      for (const body of [...bodies].reverse())
        for (const _time of [1, 2, 3]) {
          const headers = { authorization: `Bearer ${secret}` };
          await taken(`/cin7/${company.pipelineId}`, body, headers);
        }
      await system.quickBooks.post('/webhooks', {
        newestFirst: true,
        duplicateEvery: 1,
        eventsPerPostMax: 1,
      });
      const { sent } = await system.quickBooks.post('/webhooks/deliver');
      expect(sent.length).toBeGreaterThan(1);
    },
    forged: async ({ company, secret, purchaseId }) => {
      const told = (id: string) =>
        JSON.stringify({
          TaskID: id,
          PurchaseOrderNumber: `PO-${id}`,
          EventType: 'Purchase/InvoiceAuthorised',
        });
      const path = `/cin7/${company.pipelineId}`;
      const wrong = { authorization: `Bearer ${secret.split('').reverse().join('')}` };
      expect((await post(path, told(purchaseId), wrong)).status).toBe(401);
      for (let count = 0; count < 25; count += 1)
        await taken(path, told(crypto.randomUUID()), { authorization: `Bearer ${secret}` });
      const change = (id: string, operation: string) => ({
        specversion: '1.0',
        id: crypto.randomUUID(),
        type: `qbo.bill.${operation}.v1`,
        time: new Date().toISOString(),
        intuitentityid: id,
        intuitaccountid: company.realmId,
      });
      const body = JSON.stringify([change('1', 'deleted'), change('999999', 'merged')]);
      const signature = (token: string) => createHmac('sha256', token).update(body).digest('base64');
      const signed = (token: string) => ({ 'intuit-signature': signature(token) });
      expect((await post('/quickbooks', body, signed('guessed'))).status).toBe(401);
      await taken('/quickbooks', body, signed(VERIFIER_TOKEN));
    },
    'a day late': async () => {
      await system.cin7.post('/clock', { advanceMs: DAY_MS });
      await system.quickBooks.post('/clock', { advanceSeconds: DAY_MS / 1_000 });
      await system.quickBooks.post('/webhooks/deliver');
    },
  };

  it.each(Object.keys(modes))('G7 W4 end in the same books: %s', async (mode) => {
    const watched = await settled();
    const { company } = watched;
    await system.quickBooks.post('/webhooks', {
      duplicateEvery: 0,
      newestFirst: false,
      eventsPerPostMax: 100,
    });
    // Whatever happens now is told in a day, unless the test itself carries it.
    await system.cin7.post(company.cin7('/settings'), { webhookTimeScale: 24 * 60 });
    await bill(watched, 7);
    await system.quickBooks.post(company.quickBooks('/objects/vendor'), { DisplayName: 'By Hand Ltd' });
    await bill(watched, 10);
    const { deliveries } = await system.cin7.get(company.cin7('/deliveries'));
    const waiting = deliveries.filter(({ state }: Json) => state === 'waiting');
    expect(waiting.length).toBeGreaterThan(1);
    await modes[mode]?.(
      watched,
      waiting.map(({ body }: Json) => body),
    );
    await eventually('nothing that was rung waits', async () =>
      (await byWebhook(company)).every(({ state }) => state === 'succeeded' || state === 'failed'),
    );
    // The timetable's turn, which would have come in any case.
    await poll(system, company);
    await posted(company, 'the last change is there', ({ total }) => total === '251.00');
    // QuickBooks shows the bill a moment before the writer has noted its answer.
    await eventually('both sides tie out', async () => {
      const tieOut = await system.console.get(`/pipelines/${company.pipelineId}/reconciliation`);
      if (tieOut.tiesOut) return true;
      throw new Error(JSON.stringify(tieOut.reasons));
    });
    const inQuickBooks = await ledger(system, company);
    const inCin7 = await system.cin7.get(company.cin7('/ledger'));
    expect({
      bills: inQuickBooks.bills.map(({ docNumber, total }: Json) => [docNumber, total]),
      deleted: inQuickBooks.deleted,
      suppliers: inCin7.suppliers,
      postings: (await postings(system, company)).map(({ kind, state }) => `${kind} ${state}`).sort(),
    }).toEqual({
      bills: [['TW-1001', '251.00']],
      deleted: [],
      suppliers: 1,
      postings: expect.arrayContaining(['bill posted', 'vendor posted']),
    });
  });
});
