import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OAuthClient from 'intuit-oauth';
import { startQuickBooksSandbox } from '../../apps/sandbox/src/quickbooks/server.js';

const DEMO = '9130350000000001';
const REFRESH_TOKEN = 'sandbox-refresh-token-0001';

/** Intuit's own client, pointed at the sandbox: if it is content, the emulator's tokens look like Intuit's. */
describe('intuit-oauth', () => {
  let sandbox: { port: number; close(): Promise<void> };
  let client: OAuthClient;

  beforeAll(async () => {
    sandbox = await startQuickBooksSandbox({ port: 0, sideDoor: true, callsPerMinute: 0, callsPerSecond: 0 });
    const origin = `http://127.0.0.1:${sandbox.port}`;
    client = new OAuthClient({
      clientId: 'sandbox-client',
      clientSecret: 'sandbox-secret',
      environment: 'sandbox',
      redirectUri: 'http://localhost:3000/callback',
    });
    client.setAuthorizeURLs({
      authorizeEndpoint: `${origin}/connect/oauth2`,
      tokenEndpoint: `${origin}/oauth2/v1/tokens/bearer`,
      revokeEndpoint: `${origin}/v2/oauth2/tokens/revoke`,
      userInfoEndpoint: `${origin}/v1/openid_connect/userinfo`,
    });
  });
  afterAll(() => sandbox.close());

  const company = (path: string): string => `http://127.0.0.1:${sandbox.port}/v3/company/${DEMO}${path}`;

  /** Clicks Connect on the page to which the client sends a browser. */
  async function consented(): Promise<string> {
    const page = await (
      await fetch(client.authorizeUri({ scope: [OAuthClient.scopes.Accounting], state: 's-1' }))
    ).text();
    const form = new URLSearchParams({ realmId: DEMO, decision: 'connect' });
    for (const [, name = '', value = ''] of page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)) {
      form.set(name, value);
    }
    const decision = `http://127.0.0.1:${sandbox.port}/connect/oauth2/decision`;
    const response = await fetch(decision, { method: 'POST', body: form, redirect: 'manual' });
    return response.headers.get('location') ?? '';
  }

  it('exchanges the code of a callback for tokens', async () => {
    await client.createToken(await consented());
    expect(client.getToken()).toMatchObject({ token_type: 'bearer', expires_in: 3600, realmId: DEMO });
    expect(client.isAccessTokenValid()).toBe(true);
  });

  it('refreshes an imported token and reads the company with it', async () => {
    const tokens = await client.refreshUsingToken(REFRESH_TOKEN);
    expect(tokens.getJson()).toMatchObject({
      refresh_token: REFRESH_TOKEN,
      x_refresh_token_expires_in: 8_726_400,
    });
    const answer = await client.makeApiCall({ url: company(`/companyinfo/${DEMO}`) });
    expect(answer.json).toMatchObject({
      CompanyInfo: { CompanyName: 'Harbor & Pine Supply Co.', Country: 'US' },
    });
  });

  it('reads a fault', async () => {
    await expect(client.makeApiCall({ url: company('/bill/999999') })).rejects.toMatchObject({
      code: '610',
      fault: { type: 'ValidationFault' },
    });
  });

  it('revokes, after which neither token works', async () => {
    await client.refreshUsingToken(REFRESH_TOKEN);
    await client.revoke({ refresh_token: REFRESH_TOKEN });
    await expect(client.refreshUsingToken(REFRESH_TOKEN)).rejects.toThrow();
  });
});
