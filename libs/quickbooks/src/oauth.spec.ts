import { afterEach, describe, expect, it } from '@jest/globals';
import { axiosHttp, type RemoteError } from '#libs/http';
import { type ProviderServer, providerServer, type Reply } from '#libs/testing';
import { QuickBooksOAuth } from './oauth.js';

let server: ProviderServer;
afterEach(() => server.close());

const conceal = (text: string) => ({ reveal: () => text });
const tokens = {
  access_token: 'eyJ-access',
  refresh_token: 'AB-refresh',
  expires_in: 3600,
  x_refresh_token_expires_in: 8_726_400,
  token_type: 'bearer',
};

async function oauthWith(reply: Reply): Promise<QuickBooksOAuth> {
  server = await providerServer(() => reply);
  return new QuickBooksOAuth(
    () => axiosHttp({ allowedOrigins: [server.origin], timeoutMs: 2_000 }),
    {
      authorizeUrl: 'https://appcenter.example/connect/oauth2',
      tokenUrl: `${server.origin}/tokens/bearer`,
      revokeUrl: `${server.origin}/tokens/revoke`,
      clientId: 'client:1',
      clientSecret: conceal('s3cret'),
    },
    conceal,
  );
}

async function refusalOf(reply: Reply): Promise<RemoteError> {
  const oauth = await oauthWith(reply);
  return oauth.refresh(conceal('AB-old'), 'c').then(
    () => Promise.reject(new Error('expected a failure')),
    (error: RemoteError) => error,
  );
}

describe('consent', () => {
  it('is asked for with all that Intuit wants', async () => {
    const oauth = await oauthWith({ body: '' });
    const url = new URL(oauth.authorizeUrl('https://me.example/callback?x=1', 'st&te'));
    expect(url.origin + url.pathname).toBe('https://appcenter.example/connect/oauth2');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client:1',
      response_type: 'code',
      scope: 'com.intuit.quickbooks.accounting',
      redirect_uri: 'https://me.example/callback?x=1',
      state: 'st&te',
    });
  });
});

describe('tokens', () => {
  it.each([
    [
      'a code',
      (oauth: QuickBooksOAuth) => oauth.exchangeCode('c0de', 'https://me.example/cb', 'c'),
      { grant_type: 'authorization_code', code: 'c0de', redirect_uri: 'https://me.example/cb' },
    ],
    [
      'a refresh token',
      (oauth: QuickBooksOAuth) => oauth.refresh(conceal('AB-old'), 'c'),
      { grant_type: 'refresh_token', refresh_token: 'AB-old' },
    ],
  ])('come for %s', async (_what, exchange, form) => {
    const issued = await exchange(await oauthWith({ body: tokens }));
    expect(issued.accessToken.reveal()).toBe('eyJ-access');
    expect(issued.refreshToken.reveal()).toBe('AB-refresh');
    expect(issued).toMatchObject({ accessExpiresInSeconds: 3600, refreshExpiresInSeconds: 8_726_400 });
    const [request] = server.received;
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from('client:1:s3cret').toString('base64')}`);
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual(form);
  });

  it('come without the end of the refresh token, too', async () => {
    const oauth = await oauthWith({ body: { ...tokens, x_refresh_token_expires_in: undefined } });
    expect(await oauth.refresh(conceal('x'), 'c')).toMatchObject({ refreshExpiresInSeconds: null });
  });
});

describe('a refusal', () => {
  it.each<[string, Reply, string]>([
    [
      'a dead refresh token',
      {
        status: 400,
        body: { error: 'invalid_grant', error_description: 'Incorrect or invalid refresh token' },
      },
      'unauthorised',
    ],
    ['the same without a description', { status: 400, body: '{"error":"invalid_grant"}' }, 'unauthorised'],
    ['a wrong client', { status: 401, body: { error: 'invalid_client' } }, 'rejected'],
    ['a wrong request', { status: 400, body: { error: 'invalid_request' } }, 'rejected'],
    ['too many', { status: 429, body: 'slow down' }, 'throttled'],
    ['an outage', { status: 503, body: '<html>Service Unavailable</html>' }, 'unknown'],
    ['an outage that has an error', { status: 500, body: { error: 'server_error' } }, 'unknown'],
    ['a page with 400', { status: 400, body: '<html></html>' }, 'unknown'],
    ['200 without tokens', { body: { hello: 1 } }, 'unknown'],
    ['200 with half an answer', { body: '{"access_token":"eyJ-acc' }, 'unknown'],
    ['a broken connection', 'reset', 'unknown'],
  ])('%s', async (_what, reply, failure) => {
    expect(await refusalOf(reply)).toMatchObject({ name: 'RemoteError', failure });
    expect(server.received).toHaveLength(1);
  });

  it.each<[Reply]>([
    [{ body: '{"access_token":"eyJ-acc","refresh_token":"AB1' }],
    [{ body: { access_token: 'eyJ-acc', refresh_token: 'AB1' } }],
    [{ status: 400, body: '{"refresh_token":"AB1' }],
  ])('T7 quotes nothing of a body that may hold tokens', async (reply) => {
    const error = await refusalOf(reply);
    expect(JSON.stringify([error.message, { ...error }])).not.toMatch(/eyJ|AB1|AB-old|s3cret/);
  });
});

describe('revoking', () => {
  it('ends the connection at Intuit', async () => {
    const oauth = await oauthWith({ body: '' });
    await oauth.revoke(conceal('AB-old'), 'c');
    expect(server.received[0]).toMatchObject({ path: '/tokens/revoke', body: '{"token":"AB-old"}' });
  });

  it('says where it did not', async () => {
    const oauth = await oauthWith({ status: 400, body: '{}' });
    await expect(oauth.revoke(conceal('AB-old'), 'c')).rejects.toMatchObject({
      failure: 'rejected',
      status: 400,
    });
  });
});
