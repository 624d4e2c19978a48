import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, API_TOKEN, StartedConsole } from '../../test/started-console.js';

const REALM = '9130350000000077';
const CALLBACK = '/api/v1/connections/quickbooks/callback';

let service: StartedConsole;
beforeAll(async () => {
  service = await StartedConsole.start();
});
afterAll(async () => {
  await service.stop();
});
beforeEach(() => {
  service.quickBooks.answers.set('/tokens', {
    body: { access_token: 'access', expires_in: 3600, refresh_token: 'refresh-from-consent' },
  });
  service.quickBooks.answers.set(`/v3/company/${REALM}/companyinfo/${REALM}`, {
    body: { CompanyInfo: { CompanyName: 'Harbour Inc', Country: 'US' } },
  });
  service.quickBooks.answers.set(`/v3/company/${REALM}/preferences`, {
    body: { Preferences: { CurrencyPrefs: { HomeCurrency: { value: 'USD' } } } },
  });
});

async function begin(query = ''): Promise<URL> {
  const { status, headers } = await service.api('GET', `/connections/quickbooks/authorize${query}`);
  expect(status).toBe(302);
  return new URL(headers.get('location') ?? '');
}

async function comeBack(answer: Readonly<Record<string, string>>, accept = '*/*'): Promise<Answer> {
  return service.fetch(`${CALLBACK}?${new URLSearchParams(answer)}`, { headers: { accept } });
}

async function stateOf(consent: Promise<URL>): Promise<string> {
  return (await consent).searchParams.get('state') ?? '';
}

describe('a consent', () => {
  it('leads to Intuit with our client, our address and a state', async () => {
    const url = await begin();
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client',
      response_type: 'code',
      scope: 'com.intuit.quickbooks.accounting',
      redirect_uri: `http://localhost:3000${CALLBACK}`,
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('is opened by a browser with the token as password, and by nobody without', async () => {
    const path = '/api/v1/connections/quickbooks/authorize';
    expect((await service.fetch(path)).status).toBe(401);
    const authorization = `Basic ${btoa(`anyone:${API_TOKEN}`)}`;
    expect((await service.fetch(path, { headers: { authorization } })).status).toBe(302);
  });

  it('connects the company that was chosen, by its own name', async () => {
    const answer = await comeBack({ state: await stateOf(begin()), code: 'the-code', realmId: REALM });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ provider: 'quickbooks', account: REALM, name: 'Harbour Inc' });
    expect(answer.body.company).toEqual({ name: 'Harbour Inc', country: 'US', homeCurrency: 'USD' });
    expect(JSON.stringify(answer.body)).not.toContain('refresh-from-consent');
    const exchange = service.quickBooks.received.find(({ path }) => path === '/tokens');
    expect(exchange?.body).toContain('code=the-code');
  });

  it('renews a company that is connected already, and shows a page to a browser', async () => {
    await comeBack({ state: await stateOf(begin('?name=First')), code: 'c', realmId: REALM });
    const answer = await comeBack({ state: await stateOf(begin()), code: 'c', realmId: REALM }, 'text/html');
    expect(answer.body).toContain('First');
    expect(answer.body).toContain('connected anew');
    const { body } = await service.api('GET', '/connections');
    expect(body.items).toHaveLength(1);
  });

  it('T8 renews the company that it was begun for, and no other', async () => {
    const first = await comeBack({ state: await stateOf(begin()), code: 'c', realmId: REALM });
    const renewal = () => stateOf(begin(`?connectionId=${first.body.id}`));
    const other = await comeBack({ state: await renewal(), code: 'c', realmId: '999' });
    expect([other.status, other.body.detail]).toEqual([400, expect.stringContaining(REALM)]);
    const exchanges = () => service.quickBooks.received.filter(({ path }) => path === '/tokens').length;
    const before = exchanges();
    await comeBack({ state: await renewal(), code: 'c', realmId: '999' });
    expect(exchanges()).toBe(before);
    const same = await comeBack({ state: await renewal(), code: 'c', realmId: REALM });
    expect(same.body).toMatchObject({ id: first.body.id, renewed: true });
  });

  it('T8 is not begun for a connection that is not there', async () => {
    const path = `/connections/quickbooks/authorize?connectionId=${crypto.randomUUID()}`;
    expect((await service.api('GET', path)).status).toBe(404);
  });

  it('shows a name as text, whatever it holds', async () => {
    const name = encodeURIComponent('<script>alert(1)</script>');
    const state = await stateOf(begin(`?name=${name}`));
    const answer = await comeBack({ state, code: 'c', realmId: REALM }, 'text/html');
    expect(answer.body).not.toContain('<script>');
  });

  it('keeps no state that could be used', async () => {
    const state = await stateOf(begin());
    const rows = await service.database.query('select * from consent_state');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(state);
  });
});

describe('a consent is refused', () => {
  it('with a state that we have not given', async () => {
    const answer = await comeBack({ state: 'made-up', code: 'c', realmId: REALM });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain('Begin again');
  });

  it('without a state', async () => {
    expect((await comeBack({ code: 'c', realmId: REALM })).status).toBe(400);
  });

  it('with a state that was used', async () => {
    const state = await stateOf(begin());
    await comeBack({ state, code: 'c', realmId: REALM });
    expect((await comeBack({ state, code: 'c', realmId: REALM })).status).toBe(400);
  });

  it('with a state that is too old', async () => {
    const state = await stateOf(begin());
    await service.database.query(`update consent_state set expires_at = now() - interval '1 second'`);
    expect((await comeBack({ state, code: 'c', realmId: REALM })).status).toBe(400);
  });

  it('when the person declines, and says so', async () => {
    const state = await stateOf(begin());
    const answer = await comeBack({ state, error: 'access_denied' });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain('declined');
    expect((await comeBack({ state, code: 'c', realmId: REALM })).status).toBe(400);
  });

  it('P11 when the tokens do not open the company that the browser names', async () => {
    const state = await stateOf(begin());
    const answer = await comeBack({ state, code: 'c', realmId: '9130350000000099' });
    expect(answer.status).toBe(502);
    const { body } = await service.api('GET', '/connections');
    expect(JSON.stringify(body)).not.toContain('9130350000000099');
  });

  it('T8 when keys of the sandbox meet a company of production, and says so', async () => {
    service.quickBooks.answers.set(`/v3/company/${REALM}/companyinfo/${REALM}`, {
      status: 403,
      body: {
        Fault: {
          Error: [{ Message: 'ApplicationAuthorizationFailed', code: '3100' }],
          type: 'AuthorizationFault',
        },
      },
    });
    const connections = () => service.database.query('select id, company_name from connection order by id');
    const before = await connections();
    const answer = await comeBack({ state: await stateOf(begin('?name=Mixed')), code: 'c', realmId: REALM });
    expect([answer.status, answer.body.detail]).toEqual([
      502,
      expect.stringContaining('sandbox or production'),
    ]);
    expect(await connections()).toEqual(before);
  });

  it('when Intuit does not take the code', async () => {
    service.quickBooks.answers.set('/tokens', { status: 400, body: { error: 'invalid_grant' } });
    const answer = await comeBack({ state: await stateOf(begin()), code: 'c', realmId: REALM });
    expect(answer.status).toBe(502);
  });
});
