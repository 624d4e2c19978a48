import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { ConnectionRepository, dataSourceOptions } from '#libs/persistence';
import type { TokenStore } from '#libs/quickbooks';
import { type OpenDatabase, openTestDatabase, storedPipeline, withWrongClock } from '#libs/testing';
import { Secret } from '#libs/vault';
import { brokerOn, gate, storeOn } from './broker-on.js';
import { RotatingEndpoint, type Rotation } from './rotating-endpoint.js';

const PROCESSES = 20;

let open: OpenDatabase;
let id: string;
let endpoint: RotatingEndpoint;

beforeAll(async () => {
  open = await openTestDatabase();
}, 60_000);

beforeEach(async () => {
  id = (await storedPipeline(open)).quickBooksConnectionId;
});

afterEach(() => endpoint?.server.close());
afterAll(() => open?.close());

const stateOf = async () =>
  (await open.database.query('select state from connection where id = $1', [id]))[0].state;
const storedToken = async () => (await storeOn(open).current(id)).refreshToken.reveal();
const openSource = (connections: number) =>
  new DataSource(dataSourceOptions(open.url, connections)).initialize();

describe('T1f twenty processes that need a token at once', () => {
  let sources: DataSource[];

  beforeEach(async () => {
    endpoint = await RotatingEndpoint.start('refresh-1', 'strict');
    sources = await Promise.all(Array.from({ length: PROCESSES }, () => openSource(1)));
  });

  afterEach(() => Promise.all(sources.map((source) => source.destroy())));

  it('T1 T2 make one exchange, however slow, and all have what it gave', async () => {
    const [allWait, oneIsDone] = [gate(), gate()];
    endpoint.answerable = allWait.opened;
    const waiting = new Set<DataSource>();
    const given = sources.map((database) => {
      const wait = () => {
        waiting.add(database);
        if (waiting.size === PROCESSES - 1) allWait.open();
        return oneIsDone.opened;
      };
      return brokerOn(open, { endpoint, database, wait }).accessToken(id);
    });
    await Promise.race(given).finally(oneIsDone.open);
    const tokens = (await Promise.all(given)).map((token) => token.reveal());
    expect(new Set(tokens)).toEqual(new Set([`access-1-${endpoint.canary}`]));
    expect([endpoint.asked, await storedToken()]).toEqual([1, endpoint.valid]);
  });

  it('do not wait at all where the old one is still good', async () => {
    await brokerOn(open, { endpoint }).accessToken(id);
    await open.database.query(
      `update quickbooks_token set access_received_at = now() - interval '50 minutes',
         access_expires_at = now() + interval '10 minutes' where connection_id = $1`,
      [id],
    );
    const othersHaveTheirs = gate();
    endpoint.answerable = othersHaveTheirs.opened;
    let have = 0;
    const given = sources.map(async (database) => {
      const token = await brokerOn(open, { endpoint, database }).accessToken(id);
      have += 1;
      if (have === PROCESSES - 1) othersHaveTheirs.open();
      return token.reveal();
    });
    const tokens = (await Promise.all(given)).sort();
    const { canary } = endpoint;
    expect(tokens).toEqual([...Array(PROCESSES - 1).fill(`access-1-${canary}`), `access-2-${canary}`]);
    expect(endpoint.asked).toBe(2);
  });

  it('T4f ask the database what time it is, not their own clocks', async () => {
    await brokerOn(open, { endpoint }).accessToken(id);
    for (const hours of [-2, 2])
      await withWrongClock(hours, () => brokerOn(open, { endpoint }).accessToken(id));
    expect(endpoint.asked).toBe(1);
  });
});

describe.each<Rotation>(['grace', 'strict'])('T2f T3 with a provider of %s rotation', (rotation) => {
  beforeEach(async () => {
    endpoint = await RotatingEndpoint.start('refresh-1', rotation);
  });

  it('a process killed between exchange and saving is made up for, or ends the connection without a loop', async () => {
    const saving = gate();
    const save = () => {
      saving.open();
      return new Promise<never>(() => undefined);
    };
    void brokerOn(open, { endpoint, store: { save } }).accessToken(id);
    await saving.opened;
    await open.database.query(
      `update quickbooks_token set lease_until = now() - interval '1 s' where connection_id = $1`,
      [id],
    );
    const next = brokerOn(open, { endpoint }).accessToken(id);
    if (rotation === 'grace') {
      expect((await next).reveal()).toBe(`access-2-${endpoint.canary}`);
      expect([await stateOf(), await storedToken()]).toEqual(['active', endpoint.valid]);
    } else {
      await expect(next).rejects.toMatchObject({ failure: 'unauthorised' });
      expect(await stateOf()).toBe('expired');
    }
    expect(endpoint.asked).toBe(2);
  });

  it.each([
    ['comes back while it is tried again', 3],
    ['comes back long after', 9],
  ])('a database that is down when saving and %s loses nothing', async (_when, failures) => {
    const database = await openSource(2);
    const real = storeOn(open, database);
    let failed = 0;
    const save: TokenStore['save'] = async (...given) => {
      if (failed >= failures) return real.save(...given);
      failed += 1;
      // As when Postgres restarts: the pool is there and its server is not.
      await database.destroy();
      return real.save(...given).finally(() => database.initialize());
    };
    const broker = brokerOn(open, { endpoint, database, store: { save } });
    const first = await broker.accessToken(id).then(
      () => 'given',
      () => 'failed',
    );
    expect([first, await stateOf()]).toEqual([failures > 6 ? 'failed' : 'given', 'active']);
    expect((await broker.accessToken(id)).reveal()).toBe(`access-1-${endpoint.canary}`);
    expect([endpoint.asked, await storedToken(), await stateOf()]).toEqual([1, endpoint.valid, 'active']);
    await database.destroy();
  });
});

describe('a person who connects anew while the old token is refused', () => {
  beforeEach(async () => {
    endpoint = await RotatingEndpoint.start('refresh-new', 'strict');
  });

  it('T4 keeps the connection: only the token that was refused could have ended it', async () => {
    const { name, account } = await new ConnectionRepository(open.database, open.vault).get(id);
    const untried = async () => {
      const repository = new ConnectionRepository(open.database, open.vault);
      expect(await repository.connectQuickBooks(name, account, new Secret('refresh-new'), 'ana')).toBe(id);
      return null;
    };
    const overtaken = brokerOn(open, { endpoint, store: { untried } });
    await expect(overtaken.accessToken(id)).rejects.toMatchObject({ failure: 'not-sent' });
    expect(await stateOf()).toBe('active');
    expect((await brokerOn(open, { endpoint }).accessToken(id)).reveal()).toMatch(/^access-1-/);
  });
});
