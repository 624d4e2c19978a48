import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject, objectOf, objectsOf } from './json.js';
import { aBill, type Caller, callSandbox, entityOf, firstError, type Reply } from './testing/caller.js';

describe('change data capture', () => {
  let sandbox: Caller;
  let since = '';
  beforeAll(async () => {
    sandbox = await callSandbox();
    await sandbox.door('POST', '/clock', { advanceSeconds: 5 });
    since = String((await sandbox.door('GET', '/clock')).now);
  });
  afterAll(() => sandbox.close());

  const feed = (entities: string, changedSince = since): Promise<Reply> =>
    sandbox.get(`/cdc?entities=${entities}&changedSince=${encodeURIComponent(changedSince)}`);
  const answersOf = (reply: Reply): JsonObject[] =>
    objectsOf(objectsOf(reply.body.CDCResponse)[0]?.QueryResponse);
  const daysAgo = (days: number): string => new Date(Date.parse(since) - days * 86_400_000).toISOString();

  it('answers every type in the order of the request, and an empty one for what has not changed', async () => {
    const bill = entityOf(await sandbox.post('/bill', aBill()), 'Bill');
    const [terms, bills, vendors] = answersOf(await feed('Term,Bill,Vendor'));
    expect(terms).toEqual({});
    expect(bills).toMatchObject({ Bill: [{ Id: bill.Id }], maxResults: 1, totalCount: 1 });
    expect(objectsOf(vendors?.Vendor).map(({ Id, SyncToken }) => [Id, SyncToken])).toEqual([['10', '0']]);
    expect(vendors).not.toHaveProperty('totalCount');
  });

  it('shows a deleted document last, and an inactive name as what it is', async () => {
    const gone = entityOf(await sandbox.post('/bill', aBill()), 'Bill');
    await sandbox.post('/bill?operation=delete', { Id: gone.Id ?? '', SyncToken: '0' });
    const vendor = entityOf(await sandbox.post('/vendor', { DisplayName: 'Soon Gone' }), 'Vendor');
    await sandbox.post('/vendor', { Id: vendor.Id ?? '', SyncToken: '0', sparse: true, Active: false });
    const [bills, vendors] = answersOf(await feed('bill,vendor'));
    expect(objectsOf(bills?.Bill).at(-1)).toMatchObject({ status: 'Deleted', domain: 'QBO', Id: gone.Id });
    expect(objectsOf(vendors?.Vendor)).toContainEqual(
      expect.objectContaining({ Id: vendor.Id, Active: false, DisplayName: 'Soon Gone (deleted)' }),
    );
  });

  it('looks back 30 days and no further', async () => {
    expect((await feed('Bill', daysAgo(29.9))).status).toBe(200);
    expect(firstError(await feed('Bill', daysAgo(30.1))).code).toBe('4001');
  });

  it.each(['TaxCode', 'TaxRate', 'TaxAgency', 'JournalCode', 'Unicorn'])(
    'does not know %s',
    async (entity) => {
      expect(firstError(await feed(entity)).code).toBe('4001');
    },
  );

  it('refuses a time that is none', async () => {
    expect(firstError(await feed('Bill', 'yesterday')).code).toBe('4001');
  });

  it('stops in silence at 1,000 objects, counted over all types', async () => {
    const BatchItemRequest = Array.from({ length: 30 }, (_, index) => ({
      bId: `b${index}`,
      operation: 'create',
      Bill: aBill(),
    }));
    for (let batch = 0; batch < 34; batch += 1) await sandbox.post('/batch', { BatchItemRequest });
    const [bills, vendors] = answersOf(await feed('Bill,Vendor'));
    expect(objectsOf(bills?.Bill)).toHaveLength(1000);
    expect(vendors).toEqual({});
  });
});

describe('a batch', () => {
  let sandbox: Caller;
  beforeAll(async () => {
    sandbox = await callSandbox();
  });
  afterAll(() => sandbox.close());

  const run = (...items: JsonObject[]): Promise<Reply> => sandbox.post('/batch', { BatchItemRequest: items });
  const answersOf = (reply: Reply): JsonObject[] => objectsOf(reply.body.BatchItemResponse);

  it('creates, updates, deletes, asks and looks back, each item by itself, and answers 200', async () => {
    const [one, other] = [
      entityOf(await sandbox.post('/bill', aBill()), 'Bill'),
      entityOf(await sandbox.post('/bill', aBill()), 'Bill'),
    ];
    const since = new Date(Date.now() - 60_000).toISOString();
    const reply = await run(
      { bId: '1', operation: 'create', Vendor: { DisplayName: 'Batch Ltd' } },
      { bId: '2', operation: 'update', Bill: { ...one, PrivateNote: 'in a batch' } },
      { bId: '3', operation: 'delete', Bill: { Id: other.Id ?? '', SyncToken: '0' } },
      { bId: '4', operation: 'void', Bill: { Id: one.Id ?? '', SyncToken: '1' } },
      { bId: '5', Query: 'select count(*) from Bill' },
      { bId: '6', CDCQuery: { Entities: 'Bill', ChangedSince: since } },
    );
    expect(reply.status).toBe(200);
    expect(answersOf(reply)).toMatchObject([
      { bId: '1', Vendor: { DisplayName: 'Batch Ltd' } },
      { bId: '2', Bill: { SyncToken: '1' } },
      { bId: '3', Bill: { status: 'Deleted' } },
      { bId: '4', Fault: { type: 'ValidationFault', Error: [{ code: '500' }] } },
      { bId: '5', QueryResponse: { totalCount: 1 } },
      { bId: '6', CDCResponse: [{}] },
    ]);
  });

  it('may insist on a number that is taken', async () => {
    await sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, { warnDuplicateBillNumber: true });
    await sandbox.post('/bill', aBill({ DocNumber: 'B-1' }));
    const Bill = aBill({ DocNumber: 'B-1' });
    const [refused, kept] = answersOf(
      await run(
        { bId: '1', operation: 'create', Bill },
        { bId: '2', operation: 'create', Bill, optionsData: 'include=allowduplicatedocnum' },
      ),
    );
    expect(objectsOf(objectOf(refused?.Fault)?.Error)[0]?.code).toBe('6140');
    expect(kept).toHaveProperty('Bill');
  });

  it('is refused when it is empty or too long', async () => {
    expect(firstError(await run())).toMatchObject({ code: '1040', Message: 'Batch Request is Empty' });
    const items = Array.from({ length: 31 }, (_, index) => ({
      bId: `${index}`,
      Query: 'select * from Term',
    }));
    expect(firstError(await run(...items)).code).toBe('1040');
  });
});
