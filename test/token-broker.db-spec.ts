import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QuickBooksTokenRepository } from '#libs/persistence';
import { TokenBroker } from '#libs/quickbooks';
import { type OpenDatabase, openTestDatabase, storedPipeline } from '#libs/testing';
import { Secret } from '#libs/vault';

const issued = (name: string) => ({
  refreshToken: new Secret(`refresh-${name}`),
  refreshExpiresInSeconds: 8_726_400,
  consentExpiresInSeconds: null,
  accessToken: new Secret(`access-${name}`),
  accessExpiresInSeconds: 3_600,
});

describe('the token broker on Postgres', () => {
  let open: OpenDatabase;

  beforeAll(async () => {
    open = await openTestDatabase();
  }, 60_000);

  afterAll(() => open?.close());

  it('T1 T2 twenty processes that need a token at once make one exchange, stored before it is used', async () => {
    const { quickBooksConnectionId: id } = await storedPipeline(open);
    const tokens = new QuickBooksTokenRepository(open.database, open.vault);
    let exchanges = 0;
    const brokers = Array.from(
      { length: 20 },
      () =>
        new TokenBroker({
          store: tokens,
          refresh: async () => {
            exchanges += 1;
            return issued(`exchange-${exchanges}`);
          },
          onExpired: async () => undefined,
        }),
    );
    const given = await Promise.all(brokers.map((broker) => broker.accessToken(id)));
    expect(exchanges).toBe(1);
    expect(new Set(given.map((token) => token.reveal()))).toEqual(new Set(['access-exchange-1']));
    expect((await tokens.current(id)).refreshToken.reveal()).toBe('refresh-exchange-1');
  });
});
