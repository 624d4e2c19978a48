import QuickBooks from 'node-quickbooks';
import type { Facts, JudgedClient } from './judged-client.js';
import type { SignedIn } from './opened-company.js';

type Answer = (error: unknown, facts: Facts) => void;

/** Every method of the library takes its arguments and then a function for the answer. */
type Library = Readonly<Record<string, (...given: unknown[]) => void>>;

/** The library's types describe a module of another kind than what Node loads. */
const Client = QuickBooks as unknown as new (...settings: unknown[]) => Library;

export const libraryMethods: readonly string[] = Object.keys(Client.prototype);

export async function nodeQuickBooks({ origin, realmId, refreshToken }: SignedIn): Promise<JudgedClient> {
  Object.assign(QuickBooks, {
    V3_ENDPOINT_BASE_URL: `${origin}/v3/company/`,
    TOKEN_URL: `${origin}/oauth2/v1/tokens/bearer`,
    REVOKE_URL: `${origin}/v2/oauth2/tokens/revoke`,
    USER_INFO_URL: `${origin}/v1/openid_connect/userinfo`,
  });
  const settings = ['sandbox-client', 'sandbox-secret', 'none-yet', false, realmId, true, false, 75, '2.0'];
  const library = new Client(...settings, refreshToken);
  const call = (method: string, ...given: unknown[]): Promise<Facts> =>
    new Promise((resolve, reject) => {
      const answer: Answer = (error, facts) => (error ? reject(error) : resolve(facts));
      library[method]?.(...given, answer);
    });
  await call('refreshAccessToken');
  return { realmId, call };
}
