import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import { ConnectionRepository, ConnectionWatchRepository } from '#libs/persistence';
import { Metrics, type SweepClock } from '#libs/platform';
import { type OpenDatabase, openTestDatabase, type StoredPipeline, storedPipeline } from '#libs/testing';
import { Secret } from '#libs/vault';
import { ConnectionSweep } from './connection.sweep.js';

describe('the watch over connections', () => {
  let open: OpenDatabase;
  let pipeline: StoredPipeline;
  let said: unknown[][];
  let metrics: Metrics;
  let sweeps: ConnectionSweep[];

  beforeAll(async () => {
    open = await openTestDatabase();
  }, 60_000);

  beforeEach(async () => {
    pipeline = await storedPipeline(open);
    said = [];
    metrics = new Metrics('poller');
    const say = (level: string) => (story: { connectionId: string }, message: string) => {
      if (Object.values(pipeline).includes(story.connectionId)) said.push([level, message, story]);
    };
    const logger = { setContext: () => undefined, warn: say('warn'), error: say('error') };
    const clock = { every: () => undefined } as unknown as SweepClock;
    const watch = new ConnectionWatchRepository(open.database);
    // As many processes as there may be pollers.
    sweeps = [1, 2, 3].map(() => new ConnectionSweep(clock, watch, logger as unknown as PinoLogger, metrics));
  });

  afterAll(() => open?.close());

  const look = () => Promise.all(sweeps.map((sweep) => sweep.look()));
  const endsIn = (column: string, days: number) =>
    open.database.query(
      `update quickbooks_token set ${column} = now() + $2 * interval '1 day' where connection_id = $1`,
      [pipeline.quickBooksConnectionId, days],
    );

  it.each([
    ['expired', 'error'],
    ['revoked', 'error'],
    ['paused', 'warn'],
  ] as const)('tells once of a connection that is %s, and again the next time', async (state, level) => {
    const connections = new ConnectionRepository(open.database, open.vault);
    const id = pipeline.quickBooksConnectionId;
    await connections.setState(id, state, 'refused by Intuit', 'test');
    await look();
    await look();
    expect(said).toEqual([
      [
        level,
        `connection.${state}`,
        { connectionId: id, provider: 'quickbooks', name: 'QB', why: 'refused by Intuit' },
      ],
    ]);
    expect(await metrics.text()).toMatch(
      new RegExp(`billbridge_connections\\{provider="quickbooks",state="${state}",.*\\} [1-9]`),
    );
    const again = await connections.connectQuickBooks('QB', pipeline.realmId, new Secret('another'), 'test');
    expect(again).toBe(id);
    await look();
    await connections.setState(id, state, 'again', 'test');
    await look();
    expect(said).toHaveLength(2);
  });

  it('warns once at 30, 14 and 7 days, and is silent before', async () => {
    for (const days of [31, 29, 28, 13, 12, 6, 5]) {
      await endsIn('refresh_hard_expires_at', days + 0.5);
      await look();
    }
    expect(said.map(([level, message, story]) => [level, message, story])).toEqual(
      [
        ['warn', 29],
        ['warn', 13],
        ['error', 6],
      ].map(([level, daysLeft]) => [
        level,
        'connection.consent-ends',
        expect.objectContaining({ limit: 'consent', daysLeft }),
      ]),
    );
    expect(await metrics.text()).toContain(
      `billbridge_consent_days_left{connection="${pipeline.quickBooksConnectionId}",limit="consent",service="poller"} 5`,
    );
  });

  it('warns of tokens that nobody renews, and again when that happens anew', async () => {
    await endsIn('refresh_expires_at', 9.5);
    await look();
    await endsIn('refresh_expires_at', 100);
    await look();
    await endsIn('refresh_expires_at', 9.5);
    await look();
    expect(said).toHaveLength(2);
    expect(said[0]).toEqual([
      'warn',
      'connection.consent-ends',
      expect.objectContaining({ limit: 'idle', daysLeft: 9 }),
    ]);
  });
});
