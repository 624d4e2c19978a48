import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bill,
  type Company,
  companyWithInvoice,
  heldBill,
  ledger,
  poll,
  postings,
  stopReadingQuickBooks,
} from './company.js';
import { eventually } from './eventually.js';
import type { Json } from './json-client.js';
import { type System, startSystem } from './system.js';

/** Each gets an error that names the cause; nothing is lost and nothing posted. */
describe('bad input', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  async function nothingPosted(company: Company) {
    expect((await ledger(system, company)).bills).toEqual([]);
  }

  const runOf = (runs: readonly Json[], recordType: string) =>
    runs.find((run) => run.recordType === recordType);

  it('wrong Cin7 keys: the run fails and says which keys to check', async () => {
    const { company } = await companyWithInvoice(system);
    await system.cin7.post(company.cin7('/settings'), { credentialsRevoked: true });
    const runs = await poll(system, company, ['supplier', 'purchase']);
    for (const run of runs)
      expect(run).toMatchObject({ state: 'failed', error: expect.stringContaining('application key') });
    const { items } = await system.console.get('/connections');
    expect(items.find(({ id }: Json) => id === company.connectionIds.cin7)).toMatchObject({
      state: 'expired',
    });
    const test = await system.console.post(`/connections/${company.connectionIds.cin7}/test`);
    expect(test).toMatchObject({ ok: false });
    await nothingPosted(company);
  });

  it('a revoked QuickBooks token: the connection is expired, and after a new consent the bill is posted', async () => {
    const { company } = await companyWithInvoice(system);
    await system.quickBooks.post('/tokens/revoke', { realmId: company.realmId });
    const runs = await poll(system, company);
    expect(runOf(runs, 'quickbooks-object')).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('connect the company again'),
    });
    await nothingPosted(company);
    const { refreshToken } = await system.quickBooks.post('/tokens/issue', { realmId: company.realmId });
    await system.console.post('/connections/quickbooks', {
      name: 'QuickBooks',
      realmId: company.realmId,
      refreshToken,
    });
    await poll(system, company);
    await bill(system, company, 'posted');
  });

  it('H7 a subscription that has ended: nothing is rejected, the connection is paused, and then the bill is posted once', async () => {
    const { company } = await companyWithInvoice(system);
    const settings = company.quickBooks('/settings');
    const connection = async () => {
      const { items } = await system.console.get('/connections');
      return items.find(({ id }: Json) => id === company.connectionIds.quickBooks);
    };
    await system.quickBooks.post(settings, { subscriptionLapsed: true });
    await poll(system, company);
    await eventually('the connection is paused', async () => (await connection())?.state === 'paused');
    expect(await connection()).toMatchObject({
      stateReason: expect.stringMatching(/subscription/i),
      probeAt: expect.any(String),
    });
    await eventually('all postings wait, and none is on its way', async () => {
      const found = await postings(system, company);
      if (found.length > 1 && found.every(({ state }) => state === 'pending')) return true;
      throw new Error(JSON.stringify(found.map(({ kind, state }) => [kind, state])));
    });
    await nothingPosted(company);
    await system.quickBooks.post(settings, { subscriptionLapsed: false });
    expect(await system.console.post(`/connections/${company.connectionIds.quickBooks}/test`)).toMatchObject({
      ok: true,
    });
    await bill(system, company, 'posted');
    expect((await ledger(system, company)).bills).toHaveLength(1);
  });

  it('an HTML page instead of JSON: the run waits and goes on, nothing is taken for empty', async () => {
    const { company } = await companyWithInvoice(system);
    await system.cin7.post(company.cin7('/faults'), { kind: 'html', path: 'purchaseList', times: 1 });
    await system.cin7.post(company.cin7('/faults'), { kind: 'truncated', path: 'supplier', times: 1 });
    const runs = await poll(system, company);
    expect([...new Set(runs.map(({ state }: Json) => state))]).toEqual(['succeeded']);
    await bill(system, company, 'posted');
    expect((await ledger(system, company)).bills).toHaveLength(1);
  });

  it('a purchase without supplier is held and says so', async () => {
    const { company, purchase } = await companyWithInvoice(system);
    await system.cin7.post(company.cin7(`/purchases/${purchase.ID}/raw`), {
      set: { SupplierID: null, Supplier: null },
    });
    await poll(system, company);
    const { problems } = await heldBill(system, company, 'supplier-missing');
    expect(problems[0].message).toContain(purchase.OrderNumber);
    await nothingPosted(company);
  });

  it('a line without account is held and names the line', async () => {
    const { company, purchase } = await companyWithInvoice(system);
    await system.cin7.post(company.cin7(`/purchases/${purchase.ID}/raw`), {
      remove: ['Invoice.Lines.0.Account'],
    });
    await poll(system, company);
    const { problems } = await heldBill(system, company, 'account-missing');
    expect(problems[0].subject).toContain('line 1');
    await nothingPosted(company);
  });

  it('a total that its lines do not add up to is held, never rounded away', async () => {
    const { company, purchase } = await companyWithInvoice(system);
    await system.cin7.post(company.cin7(`/purchases/${purchase.ID}/raw`), {
      set: { 'Invoice.Total': 125.51, 'Invoice.TotalBeforeTax': 125.51 },
    });
    await poll(system, company);
    await heldBill(system, company, 'total-differs');
    await nothingPosted(company);
  });

  it('G10 a document that cannot be read is shown and blocks no other', async () => {
    const { company, purchase } = await companyWithInvoice(system);
    await system.cin7.post(company.cin7(`/purchases/${purchase.ID}/raw`), { set: { Invoice: 'garbage' } });
    const supplier = await system.cin7.post(company.cin7('/suppliers'), { name: 'Second Source' });
    await system.cin7.post(company.cin7('/purchases'), {
      supplierId: supplier.ID,
      invoices: [
        {
          number: 'S-1',
          date: '2026-11-06',
          status: 'AUTHORISED',
          lines: [{ sku: 'A', quantity: 1, price: 3, tax: 0 }],
        },
      ],
    });
    await poll(system, company);
    const good = await bill(system, company, 'posted');
    expect(good.sourceNumber).toBe('S-1');
    const { inProgress, tiesOut } = await eventually('the unreadable one is counted', async () => {
      const tieOut = await system.console.get(`/pipelines/${company.pipelineId}/reconciliation`);
      return tieOut.inProgress.unreadable === 1 && tieOut;
    });
    expect(inProgress.unreadable).toBe(1);
    expect(tiesOut).toBe(false);
    expect(await postings(system, company, '&kind=bill')).toHaveLength(1);
  });

  it('a bill for closed books is held before it is sent, and goes when they are opened', async () => {
    const { company } = await companyWithInvoice(system);
    await system.quickBooks.post(company.quickBooks('/settings'), { closingDate: '2026-12-31' });
    await poll(system, company);
    await eventually('only the books hold the bill', async () => {
      const { problems } = await bill(system, company, 'held');
      return problems.length === 1 && problems[0].code === 'books-closed';
    });
    await system.quickBooks.post(company.quickBooks('/settings'), { closingDate: null });
    await poll(system, company, ['quickbooks-object']);
    await bill(system, company, 'posted');
    await nothingTwice(company);
  });

  it('what QuickBooks refuses is shown with its reason and not tried again', async () => {
    const { company } = await companyWithInvoice(system);
    // Closed after it was read for the last time: only QuickBooks knows.
    await stopReadingQuickBooks(system, company);
    await poll(system, company, ['quickbooks-object']);
    await system.quickBooks.post(company.quickBooks('/settings'), { closingDate: '2026-12-31' });
    await poll(system, company, ['supplier', 'purchase']);
    const rejected = await bill(system, company, 'rejected');
    expect(rejected.problems).toEqual([expect.objectContaining({ code: 'books-closed' })]);
    const { attempts } = await system.console.get(`/postings/${rejected.id}`);
    expect(attempts).toHaveLength(1);
    await system.quickBooks.post(company.quickBooks('/settings'), { closingDate: null });
    await poll(system, company, ['quickbooks-object']);
    await system.console.post(`/postings/${rejected.id}/replay`);
    await bill(system, company, 'posted');
    await nothingTwice(company);
  });

  async function nothingTwice(company: Company) {
    expect((await ledger(system, company)).bills).toHaveLength(1);
  }

  it('S1 without a token no route of the API answers', async () => {
    await expect(system.stranger.get('/api/v1/postings')).rejects.toThrow('401');
    await expect(system.stranger.get('/queues')).rejects.toThrow('401');
  });
});
