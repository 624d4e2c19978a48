import QuickBooks from 'quickbooks-node-promise';
import type { Facts, JudgedClient } from './judged-client.js';
import type { SignedIn } from './opened-company.js';

type Library = Readonly<Record<string, (...given: unknown[]) => Promise<Facts>>>;

/** The library's types describe a module of another kind than what Node loads. */
const Client = (QuickBooks as unknown as { default?: unknown }).default ?? QuickBooks;
const New = Client as new (settings: Facts, realmId: string) => Library;

export async function quickBooksNodePromise({
  origin,
  realmId,
  refreshToken,
}: SignedIn): Promise<JudgedClient> {
  Object.assign(New, {
    V3_ENDPOINT_BASE_URL: `${origin}/v3/company/`,
    TOKEN_URL: `${origin}/oauth2/v1/tokens/bearer`,
    REVOKE_URL: `${origin}/v2/oauth2/tokens/revoke`,
    USER_INFO_URL: `${origin}/v1/openid_connect/userinfo`,
  });
  const keys = {
    appKey: 'sandbox-client',
    appSecret: 'sandbox-secret',
    autoRefresh: false,
    minorversion: 75,
  };
  const library = new New({ ...keys, accessToken: 'none-yet', refreshToken }, realmId);
  const call = async (method: string, ...given: unknown[]): Promise<Facts> =>
    (await library[method]?.(...given)) ?? {};
  await call('refreshAccessToken');
  return { realmId, call };
}

/** The library keeps its operations on each object. */
export const libraryMethods: readonly string[] = Object.keys(
  new New({ autoRefresh: false, accessToken: 'none' }, '1'),
);
