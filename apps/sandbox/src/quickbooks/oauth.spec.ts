import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type JsonObject, objectOf, objectsOf, textOf } from './json.js';
import {
  type Caller,
  callSandbox,
  DEMO,
  FIRST_REFRESH_TOKEN,
  type Reply,
  requestToken,
} from './testing/caller.js';

const CALLBACK = 'http://localhost:3000/callback';
const DAY_SECONDS = 86_400;

function consentAddress(origin: string, changes: Record<string, string> = {}): string {
  const params = {
    client_id: 'sandbox-client',
    scope: 'com.intuit.quickbooks.accounting',
    redirect_uri: CALLBACK,
    response_type: 'code',
    state: 'state-1',
    ...changes,
  };
  return `${origin}/connect/oauth2?${new URLSearchParams(params)}`;
}

async function clicked(origin: string, decision: string): Promise<URL> {
  const page = await (await fetch(consentAddress(origin))).text();
  const form = new URLSearchParams({ realmId: DEMO, decision });
  for (const [, name = '', value = ''] of page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g))
    form.set(name, value);
  const response = await fetch(`${origin}/connect/oauth2/decision`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  return new URL(response.headers.get('location') ?? '');
}

describe('OAuth', () => {
  let sandbox: Caller;
  beforeEach(async () => {
    sandbox = await callSandbox();
  });
  afterEach(() => sandbox.close());

  const exchange = (code: string | null): Promise<Reply> =>
    requestToken(sandbox.origin, {
      grant_type: 'authorization_code',
      code: code ?? '',
      redirect_uri: CALLBACK,
    });

  it('leads through the consent page to a code, a state and a company', async () => {
    const callback = await clicked(sandbox.origin, 'connect');
    expect(callback.searchParams.get('state')).toBe('state-1');
    expect(callback.searchParams.get('realmId')).toBe(DEMO);
    const tokens = await exchange(callback.searchParams.get('code'));
    expect(tokens.body).toEqual({
      token_type: 'bearer',
      expires_in: 3600,
      refresh_token: expect.any(String),
      x_refresh_token_expires_in: 8_726_400,
      access_token: expect.any(String),
    });
    expect(tokens.headers.get('cache-control')).toBe('no-cache, no-store');
    expect(textOf(tokens.body.access_token)?.length).toBeGreaterThan(500);
  });

  it('tells the app when the person cancels', async () => {
    expect((await clicked(sandbox.origin, 'cancel')).searchParams.get('error')).toBe('access_denied');
  });

  it.each([
    ['an unknown client', { client_id: 'stranger' }, 400],
    ['no state', { state: '' }, 400],
    ['an address of a stranger', { redirect_uri: 'https://stranger.example/callback' }, 400],
    ['an unknown scope', { scope: 'everything' }, 302],
  ])('does not show the consent page for %s', async (_why, changes, status) => {
    const response = await fetch(consentAddress(sandbox.origin, changes), { redirect: 'manual' });
    expect(response.status).toBe(status);
  });

  it('kills the tokens of the first exchange when a code comes twice', async () => {
    const code = (await clicked(sandbox.origin, 'connect')).searchParams.get('code');
    const first = await exchange(code);
    const second = await exchange(code);
    expect({ status: second.status, error: second.body.error }).toEqual({
      status: 400,
      error: 'invalid_grant',
    });
    expect((await sandbox.refresh(textOf(first.body.refresh_token) ?? '')).body.error).toBe('invalid_grant');
  });

  it('keeps the refresh token for a day, then replaces it, and the old one dies', async () => {
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).body.refresh_token).toBe(FIRST_REFRESH_TOKEN);
    await sandbox.door('POST', '/clock', { advanceSeconds: DAY_SECONDS + 1 });
    const replaced = await sandbox.refresh(FIRST_REFRESH_TOKEN);
    expect(replaced.body.refresh_token).not.toBe(FIRST_REFRESH_TOKEN);
    const late = await sandbox.refresh(FIRST_REFRESH_TOKEN);
    expect(late.status).toBe(400);
    expect(late.body).toEqual({
      error: 'invalid_grant',
      error_description: 'Incorrect or invalid refresh token',
    });
    expect((await sandbox.refresh(textOf(replaced.body.refresh_token) ?? '')).status).toBe(200);
  });

  it('lets the first of two refreshes at once win', async () => {
    await sandbox.door('POST', '/tokens/settings', { rotateEveryRefresh: true });
    const replies = await Promise.all([
      sandbox.refresh(FIRST_REFRESH_TOKEN),
      sandbox.refresh(FIRST_REFRESH_TOKEN),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('lets a replaced token live on through a grace period when told to', async () => {
    await sandbox.door('POST', '/tokens/settings', { rotateEveryRefresh: true, graceSeconds: 60 });
    await sandbox.refresh(FIRST_REFRESH_TOKEN);
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).status).toBe(200);
    await sandbox.door('POST', '/clock', { advanceSeconds: 61 });
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).status).toBe(400);
  });

  const advance = (advanceSeconds: number): Promise<JsonObject> =>
    sandbox.door('POST', '/clock', { advanceSeconds });
  const plan = (fault: JsonObject): Promise<JsonObject> =>
    sandbox.door('POST', `/realms/${DEMO}/faults`, fault);

  it('ends the whole connection when a replaced token comes again, if told to', async () => {
    await sandbox.door('POST', '/tokens/settings', { rotateEveryRefresh: true, reuseRevokes: true });
    const replaced = await sandbox.refresh(FIRST_REFRESH_TOKEN);
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).status).toBe(400);
    expect((await sandbox.refresh(textOf(replaced.body.refresh_token) ?? '')).status).toBe(400);
    expect((await sandbox.get('/companyinfo/1')).status).toBe(401);
  });

  it('leaves the connection alone when a replaced token comes again, by default', async () => {
    await sandbox.door('POST', '/tokens/settings', { rotateEveryRefresh: true });
    const replaced = await sandbox.refresh(FIRST_REFRESH_TOKEN);
    await sandbox.refresh(FIRST_REFRESH_TOKEN);
    expect((await sandbox.refresh(textOf(replaced.body.refresh_token) ?? '')).status).toBe(200);
  });

  it('loses the answer of a rotation: the old token is dead and nobody has the new one', async () => {
    await plan({ kind: 'lost-rotation' });
    await expect(sandbox.refresh(FIRST_REFRESH_TOKEN)).rejects.toThrow();
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).body.error).toBe('invalid_grant');
  });

  it('forgives a lost rotation within the grace, with the token that was lost', async () => {
    await sandbox.door('POST', '/tokens/settings', { graceSeconds: 60 });
    await plan({ kind: 'lost-rotation' });
    await expect(sandbox.refresh(FIRST_REFRESH_TOKEN)).rejects.toThrow();
    const forgiven = await sandbox.refresh(FIRST_REFRESH_TOKEN);
    expect(forgiven.status).toBe(200);
    expect(forgiven.body.refresh_token).not.toBe(FIRST_REFRESH_TOKEN);
  });

  it('refuses a sound token during an outage, and takes it afterwards', async () => {
    await plan({ kind: 'invalid-grant' });
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).body).toEqual({ error: 'invalid_grant' });
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).status).toBe(200);
  });

  it('lets a refresh token die of a hundred and one days without use', async () => {
    await advance(100 * DAY_SECONDS);
    const rotated = textOf((await sandbox.refresh(FIRST_REFRESH_TOKEN)).body.refresh_token) ?? '';
    await advance(101 * DAY_SECONDS + 1);
    expect((await sandbox.refresh(rotated)).body.error).toBe('invalid_grant');
  });

  it('lets a connection die after five years, however often it was used, and says so beforehand', async () => {
    let refreshToken = FIRST_REFRESH_TOKEN;
    let left: unknown;
    for (let quarter = 0; quarter < 20; quarter += 1) {
      await advance(91 * DAY_SECONDS);
      const { body } = await sandbox.refresh(refreshToken);
      refreshToken = textOf(body.refresh_token) ?? '';
      left = body.x_refresh_token_expires_in;
    }
    expect(left).toBeLessThan(5 * DAY_SECONDS + 1);
    await advance(6 * DAY_SECONDS);
    expect((await sandbox.refresh(refreshToken)).body.error).toBe('invalid_grant');
  });

  it('wants the redirect_uri of the exchange to be that of the consent, byte for byte', async () => {
    const code = (await clicked(sandbox.origin, 'connect')).searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: `${CALLBACK}/` };
    expect((await requestToken(sandbox.origin, form)).body.error).toBe('invalid_grant');
    expect((await exchange(code)).status).toBe(200);
  });

  it('lets a code run out after five minutes', async () => {
    const code = (await clicked(sandbox.origin, 'connect')).searchParams.get('code');
    await advance(301);
    expect((await exchange(code)).body.error).toBe('invalid_grant');
  });

  it('takes only the registered addresses of an app that has registered some', async () => {
    const app = { clientId: 'strict', clientSecret: 's', redirectUris: ['https://app.example/callback'] };
    await sandbox.door('POST', '/apps', app);
    const status = async (redirect_uri: string): Promise<number> =>
      (await fetch(consentAddress(sandbox.origin, { client_id: 'strict', redirect_uri }))).status;
    expect(await status('https://app.example/callback')).toBe(200);
    expect(await status('https://app.example/Callback')).toBe(400);
    expect(await status('https://app.example/callback/')).toBe(400);
    expect(await status(CALLBACK)).toBe(400);
  });

  it('revokes by either token, and a second time there is nothing left to revoke', async () => {
    const revoke = async (token: string): Promise<number> =>
      (
        await fetch(`${sandbox.origin}/v2/oauth2/tokens/revoke`, {
          method: 'POST',
          headers: { authorization: `Basic ${btoa('sandbox-client:sandbox-secret')}` },
          body: JSON.stringify({ token }),
        })
      ).status;
    const accessToken = textOf((await sandbox.refresh(FIRST_REFRESH_TOKEN)).body.access_token) ?? '';
    expect(await revoke(accessToken)).toBe(200);
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).body.error).toBe('invalid_grant');
    expect(await revoke(FIRST_REFRESH_TOKEN)).toBe(400);
  });

  it('is discovered where it is', async () => {
    const reply = await fetch(`${sandbox.origin}/.well-known/openid_configuration`);
    expect(await reply.json()).toMatchObject({
      token_endpoint: `${sandbox.origin}/oauth2/v1/tokens/bearer`,
      revocation_endpoint: `${sandbox.origin}/v2/oauth2/tokens/revoke`,
      response_types_supported: ['code'],
    });
  });

  it('tells the hard limit only to those who ask', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: FIRST_REFRESH_TOKEN };
    const reply = await requestToken(sandbox.origin, form, {
      'x-include-refresh-token-hard-expires-in': 'true',
    });
    expect(reply.body.x_refresh_token_hard_expires_in).toBeGreaterThan(157_000_000);
  });

  it.each([
    [
      'wrong credentials',
      { authorization: `Basic ${btoa('sandbox-client:wrong')}` },
      'refresh_token',
      401,
      'invalid_client',
    ],
    ['an unknown grant type', {}, 'password', 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_why, headers, grantType, status, error) => {
    const reply = await requestToken(
      sandbox.origin,
      { grant_type: grantType, refresh_token: FIRST_REFRESH_TOKEN },
      headers,
    );
    expect({ status: reply.status, error: reply.body.error }).toEqual({ status, error });
  });

  it('refuses an expired access token in the shape of the gateway', async () => {
    await sandbox.door('POST', '/clock', { advanceSeconds: 3600 });
    const reply = await sandbox.get('/companyinfo/1');
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="Intuit", error="invalid_token"');
    const fault = objectOf(reply.body.fault);
    expect(fault?.type).toBe('AUTHENTICATION');
    expect(objectsOf(fault?.error)[0]).toMatchObject({
      code: '3200',
      detail: expect.stringMatching(/^Token expired/),
    });
  });

  it('refuses a token of another company with 403', async () => {
    const { refreshToken } = await sandbox.door('POST', '/realms', { company: 'empty' });
    await sandbox.signIn(textOf(refreshToken) ?? '');
    const reply = await sandbox.get('/companyinfo/1');
    expect({ status: reply.status, type: objectOf(reply.body.fault)?.type }).toEqual({
      status: 403,
      type: 'SERVICE',
    });
  });

  it('ends the connection when a person disconnects', async () => {
    await sandbox.door('POST', '/tokens/revoke', { realmId: DEMO });
    expect((await sandbox.get('/companyinfo/1')).status).toBe(401);
    expect((await sandbox.refresh(FIRST_REFRESH_TOKEN)).body.error).toBe('invalid_grant');
  });
});
