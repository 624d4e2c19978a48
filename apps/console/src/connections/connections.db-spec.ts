import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPipeline } from '../../test/seed.js';
import { type Json, StartedConsole } from '../../test/started-console.js';

const ME = '/ExternalApi/v2/me';
const me = { Company: 'Harbour', Currency: 'USD', TimeZone: 'UTC', LockDate: null };

let service: StartedConsole;
beforeAll(async () => {
  service = await StartedConsole.start();
});
afterAll(async () => {
  await service.stop();
});

/** The company answers, with what a test says otherwise. */
function quickBooksAnswers(realmId: string, preferences: object = {}): void {
  const { answers } = service.quickBooks;
  answers.set('/tokens', {
    body: { access_token: 'access', expires_in: 3600, refresh_token: 'next', x_refresh_token_expires_in: 1 },
  });
  answers.set(`/v3/company/${realmId}/companyinfo/${realmId}`, {
    body: { CompanyInfo: { CompanyName: 'Harbour Inc', Country: 'US' } },
  });
  answers.set(`/v3/company/${realmId}/preferences`, {
    body: {
      Preferences: {
        CurrencyPrefs: { HomeCurrency: { value: 'USD' }, MultiCurrencyEnabled: true },
        AccountingInfoPrefs: { BookCloseDate: '2025-12-31' },
        ...preferences,
      },
    },
  });
}

describe('connecting', () => {
  const keys = { name: 'Harbour', accountId: 'harbour-1', applicationKey: 'hush-hush' };

  it('T7 answers with the connection and never with its secret', async () => {
    const { status, body } = await service.api('POST', '/connections/cin7', keys);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      provider: 'cin7',
      name: 'Harbour',
      account: 'harbour-1',
      state: 'active',
      renewed: false,
    });
    const { body: all } = await service.api('GET', '/connections');
    expect(JSON.stringify([body, all])).not.toContain('hush-hush');
  });

  it('renews an account that is connected already', async () => {
    const first = await service.api('POST', '/connections/cin7', { ...keys, accountId: 'harbour-2' });
    const second = await service.api('POST', '/connections/cin7', {
      ...keys,
      accountId: 'harbour-2',
      name: 'New',
    });
    expect(second.body).toMatchObject({ id: first.body.id, name: 'New', renewed: true });
  });

  it('shows how long the consent lasts, once it is known', async () => {
    const { body } = await service.api('POST', '/connections/quickbooks', {
      name: 'Harbour',
      realmId: '9001',
      refreshToken: 'hush-hush',
    });
    expect(body.consent).toBeNull();
    await service.database.query(
      `update quickbooks_token set refresh_expires_at = now() + interval '100 days',
         refresh_hard_expires_at = now() + interval '13.5 days' where connection_id = $1`,
      [body.id],
    );
    const { body: all } = await service.api('GET', '/connections');
    const found = all.items.find(({ id }: Json) => id === body.id);
    expect(found.consent).toEqual({
      limit: 'consent',
      endsAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      daysLeft: 13,
      warning: 14,
    });
  });

  it.each([
    ['/connections/cin7', { name: 'x', accountId: 'a' }, 'applicationKey'],
    ['/connections/cin7', { ...keys, extra: 1 }, 'extra'],
    ['/connections/quickbooks', { name: 'x', realmId: 'twelve', refreshToken: 't' }, 'realmId'],
    ['/connections/quickbooks', { name: 'x', realmId: 12, refreshToken: 't' }, 'realmId'],
  ])('refuses %s with %j and names the member', async (path, body, member) => {
    const answer = await service.api('POST', path, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.detail).toContain(member);
    expect(answer.body.detail).not.toContain('hush-hush');
  });
});

describe('our share of what a provider allows', () => {
  it('is all of it until somebody says otherwise, and the change is in the trail', async () => {
    const { cin7Id } = await aPipeline(service);
    const path = `/connections/${cin7Id}`;
    expect((await service.api('PATCH', path, {})).body).toMatchObject({ id: cin7Id, limitShare: 1 });
    for (const _again of [1, 2])
      expect((await service.api('PATCH', path, { limitShare: 0.25 })).body).toMatchObject({
        limitShare: 0.25,
      });
    const { body: all } = await service.api('GET', '/connections');
    expect(all.items.find(({ id }: Json) => id === cin7Id)).toMatchObject({ limitShare: 0.25 });
    const trail = await service.database.query(
      `select detail -> 'from' as "from", detail -> 'to' as "to" from audit_event
       where action = 'connection.limit-share' and detail ->> 'connectionId' = $1`,
      [cin7Id],
    );
    expect(trail).toEqual([{ from: 1, to: 0.25 }]);
  });

  it.each([0, 0.04, 1.01, '0.5', null])('is not %j', async (limitShare) => {
    const { cin7Id } = await aPipeline(service);
    const { status, body } = await service.api('PATCH', `/connections/${cin7Id}`, { limitShare });
    expect(status).toBe(400);
    expect(body.detail).toContain('limitShare');
  });

  it('belongs to a connection that is there', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect((await service.api('PATCH', `/connections/${nobody}`, { limitShare: 0.5 })).status).toBe(404);
  });
});

describe('the test of a connection', () => {
  it('tells what Cin7 says of itself', async () => {
    const { cin7Id } = await aPipeline(service);
    service.cin7.answers.set(ME, { body: me });
    const { status, body } = await service.api('POST', `/connections/${cin7Id}/test`);
    expect(status).toBe(200);
    expect(body).toEqual({
      ok: true,
      found: { company: 'Harbour', baseCurrency: 'USD', timeZone: 'UTC', lockDate: null },
      conflicts: [],
    });
  });

  it('tells what QuickBooks says of itself, and that its books are closed', async () => {
    const { quickBooksId } = await aPipeline(service);
    quickBooksAnswers(await accountOf(quickBooksId));
    const { body } = await service.api('POST', `/connections/${quickBooksId}/test`);
    expect(body).toMatchObject({
      ok: true,
      found: {
        company: 'Harbour Inc',
        country: 'US',
        homeCurrency: 'USD',
        multiCurrency: true,
        closingDate: '2025-12-31',
      },
      conflicts: [{ code: 'books-closed' }],
    });
  });

  it('keeps whose books each side opens', async () => {
    const { cin7Id, quickBooksId } = await aPipeline(service);
    const companyOf = async (id: string) => {
      const { body } = await service.api('GET', '/connections');
      return body.items.find((each: Json) => each.id === id).company;
    };
    expect([await companyOf(cin7Id), await companyOf(quickBooksId)]).toEqual([null, null]);
    service.cin7.answers.set(ME, { body: me });
    quickBooksAnswers(await accountOf(quickBooksId));
    for (const id of [cin7Id, quickBooksId]) await service.api('POST', `/connections/${id}/test`);
    expect(await companyOf(cin7Id)).toEqual({ name: 'Harbour', country: null, homeCurrency: 'USD' });
    expect(await companyOf(quickBooksId)).toEqual({
      name: 'Harbour Inc',
      country: 'US',
      homeCurrency: 'USD',
    });
  });

  it('finds companies that keep their books in different currencies', async () => {
    const { cin7Id, quickBooksId } = await aPipeline(service, { cutOverDate: '2026-01-01' });
    service.cin7.answers.set(ME, { body: { ...me, Currency: 'GBP' } });
    quickBooksAnswers(await accountOf(quickBooksId));
    const { body } = await service.api('POST', `/connections/${cin7Id}/test`);
    expect(body.conflicts).toEqual([
      { code: 'home-currency-differs', message: expect.stringMatching(/GBP.*USD/) },
    ]);
  });

  it.each<[string, Json, string]>([
    ['refused keys', { status: 403, body: [{ Exception: 'Incorrect credentials!' }] }, 'unauthorised'],
    ['too many calls', { status: 429, body: {} }, 'throttled'],
    ['a page that is not Cin7', { body: { hello: 'world' } }, 'unknown'],
    ['a broken connection', 'reset', 'unknown'],
  ])('answers %s with cause and remedy', async (_why, reply, code) => {
    const { cin7Id } = await aPipeline(service);
    service.cin7.answers.set(ME, reply);
    const { status, body } = await service.api('POST', `/connections/${cin7Id}/test`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ ok: false, problem: { code } });
    expect(body.problem.cause.length).toBeGreaterThan(10);
    expect(body.problem.remedy.length).toBeGreaterThan(10);
  });

  it('makes an expired connection active again once it works', async () => {
    const { cin7Id } = await aPipeline(service);
    await service.database.query(`update connection set state = 'expired' where id = $1`, [cin7Id]);
    service.cin7.answers.set(ME, { body: me });
    await service.api('POST', `/connections/${cin7Id}/test`);
    const { body } = await service.api('GET', '/connections');
    expect(body.items.find(({ id }: Json) => id === cin7Id)).toMatchObject({ state: 'active' });
  });

  it('is not there for a connection that is not', async () => {
    expect((await service.api('POST', `/connections/${crypto.randomUUID()}/test`)).status).toBe(404);
    expect((await service.api('POST', '/connections/no-uuid/test')).status).toBe(400);
  });

  async function accountOf(id: string): Promise<string> {
    const { body } = await service.api('GET', '/connections');
    return body.items.find((each: Json) => each.id === id).account;
  }
});
