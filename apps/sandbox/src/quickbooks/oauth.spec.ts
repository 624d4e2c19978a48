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

  const advance = (advanceSeconds: number): Promise<JsonObject> =>
    sandbox.door('POST', '/clock', { advanceSeconds });

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
