import OAuthClient from 'intuit-oauth';
import type { Facts, JudgedClient } from './judged-client.js';
import type { SignedIn } from './opened-company.js';

type Library = Readonly<Record<string, (...given: unknown[]) => unknown>>;

/**
 * Besides the library's own methods, `call` knows what a person and an integration do around them: `consent`
 * gives the token of an earlier consent, `consented` clicks Connect, `companyAddress` says what there is to read.
 */
export async function intuitOAuth({ origin, realmId, refreshToken }: SignedIn): Promise<JudgedClient> {
  const client = new OAuthClient({
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
  const around: Readonly<Record<string, () => Promise<Facts>>> = {
    consent: async () => ({ refreshToken }),
    consented: async () => ({ address: await clickConnect(client, { origin, realmId }) }),
    companyAddress: async () => ({ address: `${origin}/v3/company/${realmId}/companyinfo/${realmId}` }),
  };
  const library = client as unknown as Library;
  const call = async (method: string, ...given: unknown[]): Promise<Facts> => {
    const answer: unknown = await (around[method]?.() ?? library[method]?.call(client, ...given));
    return typeof answer === 'object' && answer !== null ? (answer as Facts) : { value: answer };
  };
  return { realmId, call };
}

/** Fills in the page to which the client sends a browser, and gives the address of the callback. */
async function clickConnect(
  client: OAuthClient,
  { origin, realmId }: { origin: string; realmId: string },
): Promise<string> {
  const address = client.authorizeUri({ scope: [OAuthClient.scopes.Accounting], state: 's-1' });
  const page = await (await fetch(address)).text();
  const form = new URLSearchParams({ realmId, decision: 'connect' });
  for (const [, name = '', value = ''] of page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)) {
    form.set(name, value);
  }
  const decision = `${origin}/connect/oauth2/decision`;
  const response = await fetch(decision, { method: 'POST', body: form, redirect: 'manual' });
  return response.headers.get('location') ?? '';
}
