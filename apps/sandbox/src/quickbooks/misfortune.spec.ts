import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type JsonObject, objectOf, objectsOf } from './json.js';
import {
  aBill,
  type Caller,
  callSandbox,
  entityOf,
  FIRST_REFRESH_TOKEN,
  firstError,
  type Reply,
  rowsOf,
} from './testing/caller.js';

const MINUTE_MS = 60_000;

describe('misfortunes', () => {
  let sandbox: Caller;
  beforeEach(async () => {
    sandbox = await callSandbox();
  });
  afterEach(() => sandbox.close());

  const realm = (room: string): string => `/realms/${sandbox.realmId}/${room}`;
  const plan = (fault: JsonObject): Promise<JsonObject> => sandbox.door('POST', realm('faults'), fault);
  const set = (settings: JsonObject): Promise<JsonObject> =>
    sandbox.door('POST', realm('settings'), settings);
  const advance = (advanceMs: number): Promise<JsonObject> => sandbox.door('POST', '/clock', { advanceMs });
  const bills = async (): Promise<JsonObject[]> =>
    objectsOf((await sandbox.door('GET', realm('ledger'))).bills);
  const unanswered = (path: string, body: JsonObject): Promise<Reply | null> =>
    sandbox.post(path, body).catch(() => null);

  describe('commit-late', () => {
    it('leaves the caller without an answer, and the books show the bill only when the time has come', async () => {
      await plan({ kind: 'commit-late', afterMs: 30 * MINUTE_MS });
      expect(await unanswered('/bill?requestid=late', aBill())).toBeNull();
      expect(await bills()).toHaveLength(0);
      await advance(29 * MINUTE_MS);
      expect(await bills()).toHaveLength(0);
      await advance(2 * MINUTE_MS);
      expect(await bills()).toHaveLength(1);
    });

    it('dates the bill at the moment when it was committed, not when someone looked', async () => {
      const before = Date.now();
      await plan({ kind: 'commit-late', afterMs: 30 * MINUTE_MS });
      await unanswered('/bill', aBill());
      await advance(5 * 60 * MINUTE_MS);
      await sandbox.signIn(FIRST_REFRESH_TOKEN);
      const [bill] = rowsOf(await sandbox.query('select * from Bill'), 'Bill');
      const created = Date.parse(String(objectOf(bill?.MetaData)?.CreateTime));
      expect(created - before).toBeGreaterThanOrEqual(30 * MINUTE_MS - 1000);
      expect(created - before).toBeLessThan(31 * MINUTE_MS);
    });

    it('answers what is refused at the door, and with a status what a proxy would show', async () => {
      await plan({ kind: 'commit-late', status: 504 });
      expect((await sandbox.post('/bill', aBill())).status).toBe(504);
      await plan({ kind: 'commit-late' });
      await sandbox.door('POST', '/tokens/expire-access', { realmId: sandbox.realmId });
      expect((await sandbox.post('/bill', aBill())).status).toBe(401);
    });

    it.each([
      ['duplicate', 200, 2],
      ['replay', 200, 1],
      ['refuse', 409, 1],
    ])(
      'with requestIdInFlight %s a retry before the commit gets %i, and %i come of it',
      async (requestIdInFlight, status, count) => {
        await set({ requestIdInFlight });
        await plan({ kind: 'commit-late' });
        await unanswered('/bill?requestid=once', aBill());
        expect((await sandbox.post('/bill?requestid=once', aBill())).status).toBe(status);
        await advance(21 * MINUTE_MS);
        expect(await bills()).toHaveLength(count);
      },
    );

    it('answers a retry after the commit with the bill that has come late', async () => {
      await plan({ kind: 'commit-late' });
      await unanswered('/bill?requestid=once', aBill());
      await advance(21 * MINUTE_MS);
      const retried = entityOf(await sandbox.post('/bill?requestid=once', aBill()), 'Bill');
      expect((await bills()).map(({ id }) => id)).toEqual([retried.Id]);
    });
  });

  it('stale-page: one page misses the newest bill and shows an old SyncToken, the next is right', async () => {
    const bill = entityOf(await sandbox.post('/bill', aBill()), 'Bill');
    await advance(2 * MINUTE_MS);
    const change = { ...aBill({ PrivateNote: 'changed' }), Id: bill.Id ?? '', SyncToken: '0' };
    await sandbox.post('/bill', change);
    await sandbox.post('/bill', aBill());
    await plan({ kind: 'stale-page' });
    const tokens = async (): Promise<unknown[]> =>
      rowsOf(await sandbox.query('select * from Bill orderby Id'), 'Bill').map(({ SyncToken }) => SyncToken);
    expect(await tokens()).toEqual(['0']);
    expect(await tokens()).toEqual(['1', '0']);
  });

  it('stale-page leaves writes alone', async () => {
    await plan({ kind: 'stale-page' });
    await sandbox.post('/bill', aBill());
    expect(await sandbox.door('GET', realm('faults'))).toMatchObject({ faults: [{ kind: 'stale-page' }] });
  });

  it('slow-body drips its answer but completes it', async () => {
    await plan({ kind: 'slow-body', afterMs: 60 });
    const begunAt = performance.now();
    expect(entityOf(await sandbox.post('/bill', aBill()), 'Bill').TotalAmt).toBe(103.55);
    expect(performance.now() - begunAt).toBeGreaterThan(50);
  });

  it('gzip answers zipped although nobody has asked for it', async () => {
    await plan({ kind: 'gzip' });
    const reply = await sandbox.post('/bill', aBill());
    expect(reply.headers.get('content-encoding')).toBe('gzip');
    expect(entityOf(reply, 'Bill').TotalAmt).toBe(103.55);
  });

  it('huge blows the answer up to the size that was asked for, and it is still JSON', async () => {
    await plan({ kind: 'huge', sizeBytes: 300_000 });
    const reply = await sandbox.post('/bill', aBill());
    expect(reply.headers.get('content-length')).toBe('300000');
    expect(entityOf(reply, 'Bill').TotalAmt).toBe(103.55);
  });

  it('wrong-type says HTML and sends the JSON of a write that was carried out', async () => {
    await plan({ kind: 'wrong-type' });
    const reply = await sandbox.post('/bill', aBill());
    expect(reply.headers.get('content-type')).toBe('text/html');
    expect(await bills()).toHaveLength(1);
  });

  it('empty is a 200 without a body after a write that was carried out', async () => {
    await plan({ kind: 'empty' });
    const reply = await sandbox.post('/bill', aBill());
    expect({ status: reply.status, body: reply.body }).toEqual({ status: 200, body: { text: '' } });
    expect(await bills()).toHaveLength(1);
  });

  it('throttles in bursts, with Retry-After only when told to', async () => {
    await plan({ kind: 'throttle-429', times: 2 });
    await plan({ kind: 'throttle-429', retryAfterSeconds: 7 });
    const seen: unknown[] = [];
    for (let call = 0; call < 4; call += 1) {
      const { status, headers } = await sandbox.get('/term/1');
      seen.push([status, headers.get('retry-after')]);
    }
    expect(seen).toEqual([
      [429, null],
      [429, null],
      [429, '7'],
      [200, null],
    ]);
  });

  it('strikes only the path that it names', async () => {
    await plan({ kind: 'status-500', path: '/vendor' });
    expect((await sandbox.post('/bill', aBill())).status).toBe(200);
    const refused = await sandbox.post('/vendor', { DisplayName: 'Struck' });
    expect(firstError(refused).code).toBe('10000');
  });
});
