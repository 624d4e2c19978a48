import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultKind } from './model/fault.js';
import { openedAccount, ordered } from './opened-account.js';
import { type Credentials, type StartedSandbox, startedSandbox } from './started-sandbox.js';

describe('faults', () => {
  let sandbox: StartedSandbox;
  let account: Credentials;
  beforeAll(async () => {
    sandbox = await startedSandbox();
    account = await sandbox.account();
  });
  afterAll(() => sandbox.close());

  const plan = (kind: FaultKind, more: object = {}) =>
    sandbox.door(`POST accounts/${account.accountId}/faults`, { kind, times: 1, ...more });
  const call = () => sandbox.api('GET me', undefined, account);

  it.each([
    ['html', 200, /^<!DOCTYPE html>/],
    ['status-503', 503, /unavailable/],
    ['status-500', 500, /ErrorCode/],
    ['empty', 200, /^$/],
    ['status-403', 403, /^Incorrect credentials!$/],
    ['status-504', 504, /Gateway/],
    ['throttled', 429, /API limit/],
    ['truncated', 200, /^\{"Company.*[^}]$/],
  ] as const)('spoils exactly one answer by %s', async (kind, status, text) => {
    await plan(kind);
    const spoilt = await call();
    expect([spoilt.status, spoilt.body]).toEqual([
      status,
      kind === 'status-500' ? expect.anything() : undefined,
    ]);
    expect(spoilt.text).toMatch(text);
    expect((await call()).body).toMatchObject({ Currency: 'USD' });
  });

  it('breaks the connection after the work was done', async () => {
    await plan('reset', { path: 'supplier' });
    await expect(sandbox.api('POST supplier', supplier('Lost Answer Ltd'), account)).rejects.toThrow();
    const { body } = await sandbox.api('GET supplier?Name=Lost', undefined, account);
    expect(body.Total).toBe(1);
  });

  it('strikes only the path it was meant for', async () => {
    await plan('status-503', { path: '/purchaseList' });
    expect((await call()).status).toBe(200);
    expect((await sandbox.api('GET purchaselist', undefined, account)).status).toBe(503);
  });

  it('keeps a slow answer back for as long as it was told', async () => {
    const delayMs = 60;
    await plan('slow', { afterMs: delayMs });
    const begun = performance.now();
    expect((await call()).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(delayMs - 2);
  });

  it('sends to a login and not to an answer', async () => {
    await plan('redirect');
    const headers = {
      'api-auth-accountid': account.accountId,
      'api-auth-applicationkey': account.applicationKey,
    };
    const answer = await fetch(`${sandbox.url}/ExternalApi/v2/me`, { headers, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/Account/Login']);
  });

  it('breaks the connection before anything was done', async () => {
    await plan('reset-before', { path: 'supplier', method: 'POST' });
    await expect(sandbox.api('POST supplier', supplier('Never Written'), account)).rejects.toThrow();
    expect((await sandbox.api('GET supplier?Name=Never', undefined, account)).body.Total).toBe(0);
  });

  it('does the work and answers that the gateway has lost patience', async () => {
    await plan('commit-504', { path: 'supplier' });
    expect((await sandbox.api('POST supplier', supplier('Written Anyway'), account)).status).toBe(504);
    expect((await sandbox.api('GET supplier?Name=Written', undefined, account)).body.Total).toBe(1);
  });

  it('lets calls through before it strikes, and tells a path from a longer one', async () => {
    await plan('status-503', { path: '/purchase$', skip: 1 });
    const statuses: number[] = [];
    for (const path of ['purchase?ID=x', 'purchaseList', 'purchase?ID=x', 'purchase?ID=x'])
      statuses.push((await sandbox.api(`GET ${path}`, undefined, account)).status);
    expect(statuses).toEqual([400, 200, 503, 400]);
  });
});

function supplier(Name: string): object {
  return {
    Name,
    Currency: 'USD',
    PaymentTerm: '30 days',
    AccountPayable: '2000',
    TaxRule: 'Tax Exempt',
  };
}

describe('a list that changes while somebody pages through it', () => {
  const { call, credentials, door, purchase: add, sandbox } = openedAccount();
  const numbers = async (query: string): Promise<number[]> => {
    const { PurchaseList } = (await call(`GET purchaseList?${query}`)).body;
    return PurchaseList.map((row) => Number(row.OrderNumber.slice(3)));
  };
  const pages = async () => [await numbers('Limit=2&Page=1'), await numbers('Limit=2&Page=2')];
  beforeEach(async () => {
    for (let count = 0; count < 5; count += 1) await add(ordered);
  });

  it('shows rows twice', async () => {
    await door('faults', { kind: 'rows-doubled', skip: 1 });
    expect(await pages()).toEqual([
      [1, 2],
      [2, 3],
    ]);
  });

  it('loses rows between pages', async () => {
    await door('faults', { kind: 'rows-missing', skip: 1 });
    expect(await pages()).toEqual([
      [1, 2],
      [4, 5],
    ]);
  });

  it('grows by purchases that are really there', async () => {
    await door('faults', { kind: 'rows-inserted', rows: 2, skip: 1 });
    await pages();
    expect(await numbers('Page=1')).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('may be older than the changes of the last minutes', async () => {
    await sandbox().door('POST clock', { advanceMs: 120_000 });
    const [first] = (await call('GET purchaseList?Limit=1')).body.PurchaseList;
    await sandbox().door(`POST accounts/${credentials().accountId}/purchases/${first?.ID}/undo`, {});
    await door('faults', { kind: 'stale-page', staleMs: 60_000 });
    expect(await numbers('')).toEqual([2, 3, 4, 5]);
    expect(await numbers('')).toEqual([1, 2, 3, 4, 5]);
  });
});
