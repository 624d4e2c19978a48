import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type JsonObject, objectOf, objectsOf } from './json.js';
import { aBill, type Caller, callSandbox, entityOf, firstError, rowsOf } from './testing/caller.js';

describe('writing once, and what goes wrong', () => {
  let sandbox: Caller;
  beforeEach(async () => {
    sandbox = await callSandbox();
  });
  afterEach(() => sandbox.close());

  const realm = (room: string): string => `/realms/${sandbox.realmId}/${room}`;
  const bills = async (): Promise<JsonObject[]> =>
    objectsOf((await sandbox.door('GET', realm('ledger'))).bills);

  it('answers a request id that it knows with the first answer', async () => {
    const first = await sandbox.post('/bill?requestid=r-1', aBill());
    const second = await sandbox.post('/bill?requestid=r-1', aBill({ PrivateNote: 'another body' }));
    expect(second.body).toEqual(first.body);
    expect(await bills()).toHaveLength(1);
  });

  it('replays the answer even for a bill that is gone since', async () => {
    const bill = entityOf(await sandbox.post('/bill?requestid=r-2', aBill()), 'Bill');
    await sandbox.door('DELETE', realm(`objects/bill/${bill.Id}`));
    expect(entityOf(await sandbox.post('/bill?requestid=r-2', aBill()), 'Bill').Id).toBe(bill.Id);
    expect(await bills()).toHaveLength(0);
  });

  it.each([
    [{ requestIds: 'ignored' }, 0],
    [{ requestIdsForgottenAfterMs: 1000 }, 1000],
  ])('writes again with %j', async (settings, advanceMs) => {
    await sandbox.door('POST', realm('settings'), settings);
    await sandbox.post('/bill?requestid=r-3', aBill());
    await sandbox.door('POST', '/clock', { advanceMs });
    await sandbox.post('/bill?requestid=r-3', aBill());
    expect(await bills()).toHaveLength(2);
  });

  it('tries again after a refusal, unless told to replay refusals', async () => {
    const wrong = aBill({ VendorRef: { value: '99999' } });
    await sandbox.post('/bill?requestid=r-4', wrong);
    expect((await sandbox.post('/bill?requestid=r-4', aBill())).status).toBe(200);
    await sandbox.door('POST', realm('settings'), { requestIds: 'replay-errors' });
    await sandbox.post('/bill?requestid=r-5', wrong);
    expect((await sandbox.post('/bill?requestid=r-5', aBill())).status).toBe(400);
  });

  it.each([
    ['commit-then-drop', 1],
    ['truncated', 1],
    ['commit-then-504', 1],
    ['reset-before', 0],
    ['status-500', 0],
    ['status-503', 0],
    ['html', 0],
    ['throttle-429', 0],
    ['unauthorised-401', 0],
  ])('keeps %s: %i bill in the books', async (kind, committed) => {
    await sandbox.door('POST', realm('faults'), { path: '/bill', method: 'POST', times: 1, kind });
    const reply = await sandbox.post('/bill', aBill()).catch(() => null);
    expect(reply?.status).not.toBe(200);
    expect(await bills()).toHaveLength(committed);
    expect((await sandbox.post('/bill', aBill())).status).toBe(200);
  });

  it('lets a person come first when told to', async () => {
    const bill = entityOf(await sandbox.post('/bill', aBill()), 'Bill');
    await sandbox.door('POST', realm('faults'), { path: '/bill', times: 1, kind: 'touch-before-update' });
    const update = { ...aBill({ PrivateNote: 'ours' }), Id: bill.Id ?? '', SyncToken: '0' };
    expect(firstError(await sandbox.post('/bill', update)).code).toBe('5010');
    expect((await sandbox.post('/bill', { ...update, SyncToken: '1' })).status).toBe(200);
  });

  it('throttles at the limits of a company', async () => {
    await sandbox.door('POST', realm('settings'), { callsPerSecond: 3, callsPerMinute: 500 });
    const statuses = await Promise.all(
      [1, 2, 3, 4, 5].map(async () => (await sandbox.get('/term/1')).status),
    );
    expect(statuses.sort()).toEqual([200, 200, 200, 429, 429]);
  });

  it('refuses writes, but not reads, when the subscription has lapsed', async () => {
    await sandbox.door('POST', realm('settings'), { subscriptionLapsed: true });
    const reply = await sandbox.post('/bill', aBill());
    expect({ status: reply.status, code: firstError(reply).code }).toEqual({ status: 403, code: '6190' });
    expect((await sandbox.get('/term/1')).status).toBe(200);
  });

  it('remembers calls without their tokens', async () => {
    await sandbox.post('/bill?requestid=r-6&minorversion=75', aBill());
    const { calls } = await sandbox.door('GET', '/calls');
    const last = objectsOf(calls).at(-1);
    expect(last).toMatchObject({
      method: 'POST',
      status: 200,
      query: { requestid: 'r-6', minorversion: '75' },
    });
    expect(JSON.stringify(calls)).not.toMatch(/eyJ|sandbox-refresh-token|RT1-/);
  });

  it('runs batch items each by itself', async () => {
    const reply = await sandbox.post('/batch', {
      BatchItemRequest: [
        { bId: 'b1', operation: 'create', Vendor: { DisplayName: 'Cascade Timber Mills' } },
        { bId: 'b2', operation: 'create', Vendor: { DisplayName: 'Batch Vendor' } },
        { bId: 'b3', Query: "select * from Vendor where DisplayName = 'Batch Vendor'" },
      ],
    });
    const [refused, created, found] = objectsOf(reply.body.BatchItemResponse);
    expect(objectsOf(objectOf(refused?.Fault)?.Error)[0]?.code).toBe('6240');
    expect(created?.bId).toBe('b2');
    expect(objectOf(found?.QueryResponse)?.maxResults).toBe(1);
  });

  it('tells what has changed, type by type, with what was deleted last', async () => {
    const since = encodeURIComponent(new Date().toISOString());
    await sandbox.door('POST', '/clock', { advanceSeconds: 2 });
    const [kept, gone] = [
      entityOf(await sandbox.post('/bill', aBill()), 'Bill'),
      entityOf(await sandbox.post('/bill', aBill()), 'Bill'),
    ];
    await sandbox.post('/bill?operation=delete', { Id: gone.Id ?? '', SyncToken: '0' });
    const reply = await sandbox.get(`/cdc?entities=Term,Bill,Vendor&changedSince=${since}`);
    const [terms, changed, vendors] = objectsOf(objectsOf(reply.body.CDCResponse)[0]?.QueryResponse);
    expect(terms).toBeDefined();
    expect(objectsOf(changed?.Bill).map(({ Id, status }) => [Id, status])).toEqual([
      [kept.Id, undefined],
      [gone.Id, 'Deleted'],
    ]);
    expect(objectsOf(vendors?.Vendor).map(({ Id }) => Id)).toContain('10');
    const tooOld = await sandbox.get('/cdc?entities=Bill&changedSince=2020-01-01');
    expect(tooOld.status).toBe(400);
  });

  it('cuts change data capture and pages off at a thousand, over all types together', async () => {
    for (let batch = 0; batch < 34; batch += 1) {
      const items = Array.from({ length: 30 }, (_, index) => ({
        bId: `b${index}`,
        operation: 'create',
        Class: { Name: `Class ${batch}-${index}` },
      }));
      await sandbox.post('/batch', { BatchItemRequest: items });
    }
    const since = encodeURIComponent(new Date(Date.now() - 60_000).toISOString());
    const reply = await sandbox.get(`/cdc?entities=Class,Term&changedSince=${since}`);
    const [classes, terms] = objectsOf(objectsOf(reply.body.CDCResponse)[0]?.QueryResponse);
    expect(objectsOf(classes?.Class)).toHaveLength(1000);
    expect(terms).toEqual({});
    const page = await sandbox.query('select * from Class orderby Id maxresults 5000');
    expect(rowsOf(page, 'Class')).toHaveLength(1000);
  });

  it('keeps companies apart', async () => {
    const { realmId } = await sandbox.door('POST', '/realms', {
      company: 'empty',
      refreshToken: 'second-token',
    });
    await sandbox.post('/bill', aBill());
    expect(await sandbox.door('GET', `/realms/${String(realmId)}/ledger`)).toMatchObject({
      vendors: [],
      bills: [],
    });
  });
});
