import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { loggedError } from '#libs/platform';
import { type OpenDatabase, openTestDatabase, storedPipeline } from '#libs/testing';
import { brokerOn, storeOn } from './broker-on.js';
import { type Misfortune, RotatingEndpoint, type Rotation } from './rotating-endpoint.js';

const TIMEOUT_MS = 500;

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
const broker = () => brokerOn(open, { endpoint, timeoutMs: TIMEOUT_MS });

describe('T3f T7f a token endpoint', () => {
  const page = (token: string) => `<html><body>Bad gateway: ${token}</body></html>`;

  it.each<[string, (canary: string) => Misfortune, string, string]>([
    ['does not answer', () => 'hang', 'unknown', 'active'],
    ['breaks the connection', () => 'reset', 'unknown', 'active'],
    ['answers 500 with a page', (canary) => ({ status: 500, body: page(canary) }), 'unknown', 'active'],
    ['answers 200 with a page', (canary) => ({ body: page(canary) }), 'unknown', 'active'],
    [
      'answers half of its tokens',
      (canary) => ({ body: `{"access_token":"access-${canary}","refr` }),
      'unknown',
      'active',
    ],
    ['asks for a pause', () => ({ status: 429, body: '' }), 'throttled', 'active'],
    ['refuses the client', () => ({ status: 401, body: { error: 'invalid_client' } }), 'rejected', 'active'],
    [
      'refuses the token',
      () => ({ status: 400, body: { error: 'invalid_grant' } }),
      'unauthorised',
      'expired',
    ],
  ])('that %s is asked once, and no secret is told', async (_what, misfortune, failure, state) => {
    endpoint = await RotatingEndpoint.start('refresh-1', 'strict');
    endpoint.misfortunes.push(misfortune(endpoint.canary));
    const error: unknown = await broker()
      .accessToken(id)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure });
    const stored = (await storeOn(open).current(id)).refreshToken.reveal();
    expect([endpoint.asked, await stateOf(), stored]).toEqual([1, state, 'refresh-1']);
    await expectNoSecret(error);
    if (state === 'active')
      expect((await broker().accessToken(id)).reveal()).toBe(`access-1-${endpoint.canary}`);
    await expectNoSecret(null);
  });

  it.each<[Rotation, string]>([
    ['grace', 'active'],
    ['strict', 'expired'],
  ])('of %s rotation whose answer with new tokens is lost leaves it %s', async (rotation, state) => {
    endpoint = await RotatingEndpoint.start('refresh-1', rotation);
    endpoint.misfortunes.push('lost');
    await expect(broker().accessToken(id)).rejects.toMatchObject({ failure: 'unknown' });
    expect(await stateOf()).toBe('active');
    const outcome = await broker()
      .accessToken(id)
      .then(
        () => 'given',
        ({ failure }) => failure,
      );
    expect(outcome).toBe(state === 'active' ? 'given' : 'unauthorised');
    expect([await stateOf(), endpoint.asked]).toEqual([state, 2]);
  });
});

/** Neither in what is thrown, however it is printed or logged, nor in any column of the database. */
async function expectNoSecret(error: unknown): Promise<void> {
  const tables: { name: string }[] = await open.database.query(
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) => open.database.query(`select t::text as row from "${name}" t`)),
  );
  expect(JSON.stringify(rows)).toContain(id);
  const sinks = [
    inspect(error, { depth: 10, showHidden: true }),
    JSON.stringify([error, error instanceof Error ? Object.entries(error) : null, loggedError(error)]),
    JSON.stringify(rows),
  ].join('\n');
  for (const secret of [
    endpoint.canary,
    Buffer.from(`c:secret-${endpoint.canary}`).toString('base64'),
    'refresh-1',
  ])
    expect(sinks).not.toContain(secret);
}
