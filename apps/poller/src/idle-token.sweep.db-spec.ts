import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import { ConnectionRepository, QuickBooksTokenRepository } from '#libs/persistence';
import type { SweepClock } from '#libs/platform';
import { RemoteError, TokenBroker } from '#libs/quickbooks';
import { type OpenDatabase, openTestDatabase, storedPipeline } from '#libs/testing';
import { Secret } from '#libs/vault';
import { IdleTokenSweep } from './idle-token.sweep.js';

let open: OpenDatabase;
beforeAll(async () => {
  open = await openTestDatabase();
}, 60_000);
afterEach(() => open.database.query(`update quickbooks_token set refreshed_at = now()`));
afterAll(() => open?.close());

function setup(refuses: readonly string[] = []) {
  const tokens = new QuickBooksTokenRepository(open.database, open.vault);
  const renewed: string[] = [];
  const said: unknown[] = [];
  const broker = new TokenBroker({
    store: tokens,
    refresh: async (refreshToken) => {
      if (refuses.includes(refreshToken.reveal())) throw new RemoteError('unknown', 'Intuit is away');
      renewed.push(refreshToken.reveal());
      return {
        refreshToken: new Secret(`${refreshToken.reveal()}-next`),
        refreshExpiresInSeconds: 8_726_400,
        consentExpiresInSeconds: null,
        accessToken: new Secret('access'),
        accessExpiresInSeconds: 3_600,
      };
    },
    onExpired: async () => true,
  });
  const logger = { setContext: () => undefined, warn: (story: unknown) => said.push(story) };
  const clock = { every: () => undefined } as unknown as SweepClock;
  const sweep = new IdleTokenSweep(clock, tokens, broker, logger as unknown as PinoLogger);
  return { sweep, renewed, said };
}

/** A connection whose tokens were renewed so many hours ago. */
async function connected(refreshToken: string, hours: number, state = 'active'): Promise<string> {
  const { realmId } = await storedPipeline(open);
  const connections = new ConnectionRepository(open.database, open.vault);
  const id = await connections.connectQuickBooks('QB', realmId, new Secret(refreshToken), 'test');
  await open.database.query(
    `update quickbooks_token set refreshed_at = now() - $2 * interval '1 hour' where connection_id = $1`,
    [id, hours],
  );
  await open.database.query('update connection set state = $2 where id = $1', [id, state]);
  return id;
}

it('renews once a day what nobody has used, paused or not, and nothing that needs a person', async () => {
  await connected('used', 1);
  await connected('idle', 23.1);
  await connected('idle-paused', 500, 'paused');
  await connected('idle-expired', 500, 'expired');
  const { sweep, renewed } = setup();
  await sweep.renew();
  await sweep.renew();
  expect(renewed.sort()).toEqual(['idle', 'idle-paused']);
});

it('T7 goes on with the others where one fails, says so without its token, and tries again', async () => {
  const failing = await connected('one-that-fails', 30);
  await connected('one-that-works', 30);
  const { sweep, renewed, said } = setup(['one-that-fails']);
  await sweep.renew();
  expect(renewed).toEqual(['one-that-works']);
  expect(said).toEqual([expect.objectContaining({ connectionId: failing, failure: 'unknown' })]);
  expect(JSON.stringify(said)).not.toContain('one-that');
  const later = setup();
  await later.sweep.renew();
  expect(later.renewed).toEqual(['one-that-fails']);
});
