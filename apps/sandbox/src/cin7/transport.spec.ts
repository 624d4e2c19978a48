import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type StartedSandbox, startedSandbox } from './started-sandbox.js';

const MINUTE_MS = 60_000;

describe('the way into Cin7', () => {
  let sandbox: StartedSandbox;
  beforeAll(async () => {
    sandbox = await startedSandbox();
  });
  afterAll(() => sandbox.close());

  it('lets nobody in with the key of another account', async () => {
    const other = await sandbox.account();
    const mixed = { ...sandbox.demo, applicationKey: other.applicationKey };
    const { status, text, headers } = await sandbox.api('GET me', undefined, mixed);
    expect([status, text]).toEqual([403, 'Incorrect credentials!']);
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
  });

  it('accepts every key of an account', async () => {
    const second = '33333333-3333-3333-3333-333333333abc';
    const account = await sandbox.account({ applicationKeys: [second] });
    const keys = [account.applicationKey, second.toUpperCase()];
    const answers = await Promise.all(
      keys.map((applicationKey) => sandbox.api('GET me', undefined, { ...account, applicationKey })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('keeps accounts apart', async () => {
    const account = await sandbox.account({ company: 'empty' });
    const { body } = await sandbox.api('GET purchaseList', undefined, account);
    expect(body).toEqual({ Total: 0, Page: 1, PurchaseList: [] });
  });

  it('shuts out an account whose credentials were revoked', async () => {
    const account = await sandbox.account();
    await sandbox.door(`POST accounts/${account.accountId}/settings`, { credentialsRevoked: true });
    expect((await sandbox.api('GET me', undefined, account)).status).toBe(403);
  });

  it('does not mind the case of paths and parameters', async () => {
    const { body } = await sandbox.api('GET PURCHASElist?LIMIT=2&page=2');
    expect([body.Page, body.PurchaseList.length]).toEqual([2, 2]);
  });

  it('answers an unknown path with a page and 200', async () => {
    const { status, text, headers } = await sandbox.api('GET purchases');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('<html>');
  });

  it('names the method that a path does not know', async () => {
    const { status, body } = await sandbox.api('PUT purchaseList', {});
    expect([status, body]).toEqual([
      405,
      { Message: "The requested resource does not support http method 'PUT'." },
    ]);
  });

  it('answers a body that is no JSON with 500', async () => {
    const headers = {
      'api-auth-accountid': sandbox.demo.accountId,
      'api-auth-applicationkey': sandbox.demo.applicationKey,
    };
    const init = { method: 'POST', headers, body: '{"Name":' };
    expect((await fetch(`${sandbox.url}/ExternalApi/v2/supplier`, init)).status).toBe(500);
  });

  it.each([
    ['429', 429, 'You have reached 2 calls per 60 seconds API limit.', '60 Seconds'],
    ['503', 503, 'Service Unavailable', null],
    [
      '400',
      400,
      '[{"ErrorCode":400,"Exception":"You have reached 2 calls per 60 seconds API limit."}]',
      null,
    ],
  ])(
    'throttles in its %s manner until a minute has passed',
    async (throttledAnswer, status, text, retryAfter) => {
      const account = await sandbox.account({ settings: { callsPerMinute: 2, throttledAnswer } });
      const call = () => sandbox.api('GET me', undefined, account);
      expect([(await call()).status, (await call()).status]).toEqual([200, 200]);
      const refused = await call();
      expect([refused.status, refused.text, refused.headers.get('retry-after')]).toEqual([
        status,
        text,
        retryAfter,
      ]);
      await sandbox.door('POST clock', { advanceMs: MINUTE_MS });
      expect((await call()).status).toBe(200);
    },
  );

  it('throttles each path in the manner that was seen on it', async () => {
    const account = await sandbox.account({ settings: { callsPerMinute: 0 } });
    const paths = ['purchase?ID=x', 'advanced-purchase?ID=x', 'purchaseList', 'supplier'];
    const answers = await Promise.all(paths.map((path) => sandbox.api(`GET ${path}`, undefined, account)));
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 503, 429]);
  });

  it('counts the calls of all keys together, unless each has a limit of its own', async () => {
    const second = '33333333-3333-3333-3333-333333333333';
    const account = await sandbox.account({ applicationKeys: [second], settings: { callsPerMinute: 1 } });
    const call = (applicationKey: string) => sandbox.api('GET me', undefined, { ...account, applicationKey });
    expect((await call(account.applicationKey)).status).toBe(200);
    expect((await call(second)).status).toBe(429);
    await sandbox.door(`POST accounts/${account.accountId}/settings`, { rateLimitScope: 'key' });
    expect((await call(second)).status).toBe(200);
  });

  it('may send to a login where a path is unknown', async () => {
    const account = await sandbox.account({ settings: { unknownPath: 'redirect' } });
    const headers = { 'api-auth-accountid': account.accountId };
    const url = `${sandbox.url}/ExternalApi/v2/purchases`;
    expect((await fetch(url, { headers, redirect: 'manual' })).status).toBe(302);
  });

  it('remembers calls with the names of the credentials and never their values', async () => {
    await sandbox.door('DELETE calls');
    await sandbox.api('GET me?Page=1');
    const { calls } = await sandbox.door(`GET calls?accountId=${sandbox.demo.accountId}`);
    expect(calls).toEqual([
      expect.objectContaining({
        method: 'GET',
        path: '/ExternalApi/v2/me',
        query: { Page: '1' },
        status: 200,
      }),
    ]);
    expect(calls[0]?.authHeaders).toEqual(['api-auth-accountid', 'api-auth-applicationkey']);
    expect(JSON.stringify(calls)).not.toContain(sandbox.demo.applicationKey);
  });

  it('has no side door unless it was asked for', async () => {
    const closed = await startedSandbox({ sideDoor: false });
    expect((await fetch(`${closed.url}/_sandbox/calls`)).status).toBe(404);
    await closed.close();
  });
});
