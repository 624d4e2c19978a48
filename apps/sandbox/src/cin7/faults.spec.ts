import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FaultKind } from './model/fault.js';
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
    const supplier = {
      Name: 'Lost Answer Ltd',
      Currency: 'USD',
      PaymentTerm: '30 days',
      AccountPayable: '2000',
      TaxRule: 'Tax Exempt',
    };
    await expect(sandbox.api('POST supplier', supplier, account)).rejects.toThrow();
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
});
