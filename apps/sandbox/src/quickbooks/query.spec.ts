import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { objectOf } from './json.js';
import { aBill, type Caller, callSandbox, entityOf, firstError, rowsOf } from './testing/caller.js';

describe('the query language', () => {
  let sandbox: Caller;
  beforeAll(async () => {
    sandbox = await callSandbox();
    for (const DocNumber of ['A-1', 'A-2', 'b-3']) {
      await sandbox.post('/bill', aBill({ DocNumber, PrivateNote: `note of ${DocNumber}` }));
    }
  });
  afterAll(() => sandbox.close());

  it('shows the active entries of a list by name, without a total', async () => {
    const reply = await sandbox.query('select * from Vendor');
    const names = rowsOf(reply, 'Vendor').map(({ DisplayName }) => String(DisplayName));
    expect(names).not.toContain('Old Mill Paints (deleted)');
    expect(names).toEqual(
      [...names].sort((left, right) => (left.toLowerCase() < right.toLowerCase() ? -1 : 1)),
    );
    expect(objectOf(reply.body.QueryResponse)).not.toHaveProperty('totalCount');
  });

  it('shows inactive entries to those who ask, with the mark of a deleted name', async () => {
    const rows = rowsOf(await sandbox.query('SELECT * FROM Vendor WHERE Active = false'), 'Vendor');
    expect(rows.map(({ DisplayName }) => DisplayName)).toContain('Old Mill Paints (deleted)');
  });

  it('counts transactions and pages them', async () => {
    const reply = await sandbox.query(
      "select * from Bill where DocNumber in ('a-1','A-2','B-3') orderby DocNumber desc startposition 2 maxresults 1",
    );
    expect(rowsOf(reply, 'Bill').map(({ DocNumber }) => DocNumber)).toEqual(['A-2']);
    expect(objectOf(reply.body.QueryResponse)).toMatchObject({
      startPosition: 2,
      maxResults: 1,
      totalCount: 3,
    });
  });

  it('answers a count and an empty page in their own shapes', async () => {
    const count = await sandbox.query("select count(*) from Bill where DocNumber LIKE 'a-%'");
    expect(count.body.QueryResponse).toEqual({ totalCount: 2 });
    expect((await sandbox.query("select * from Bill where DocNumber = 'none'")).body.QueryResponse).toEqual(
      {},
    );
  });

  it('takes an apostrophe that is escaped', async () => {
    const reply = await sandbox.query("select * from Vendor where DisplayName = 'O\\'Malley Rope Works'");
    expect(rowsOf(reply, 'Vendor')).toHaveLength(1);
  });

  it('compares references by id, dates as dates, and times with their offset', async () => {
    const created = rowsOf(await sandbox.query("select * from Bill where DocNumber = 'A-1'"), 'Bill')[0];
    const time = String(objectOf(created?.MetaData)?.LastUpdatedTime);
    const reply = await sandbox.query(
      `select * from Bill where VendorRef = '10' and TxnDate >= '2026-11-01' and MetaData.LastUpdatedTime >= '${time}'`,
    );
    expect(rowsOf(reply, 'Bill').length).toBe(3);
  });

  it('takes a statement in the body of a POST', async () => {
    const tokenReply = await sandbox.refresh('sandbox-refresh-token-0001');
    const response = await fetch(`${sandbox.origin}/v3/company/${sandbox.realmId}/query`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokenReply.body.access_token}`,
        accept: 'application/json',
        'content-type': 'application/text',
      },
      body: 'select count(*) from Account',
    });
    expect(await response.json()).toMatchObject({ QueryResponse: { totalCount: 109 } });
  });

  it.each([
    ['application/text', 200],
    ['text/plain', 200],
    ['application/json', 400],
  ])('takes a posted statement as %s: %d', async (contentType, status) => {
    const reply = await sandbox.send('POST', '/query', 'select count(*) from Account', contentType);
    expect(reply.status).toBe(status);
    if (status === 400)
      expect(firstError(reply)).toMatchObject({ code: '4000', Detail: 'QueryParserError: null' });
  });

  it('finds what is absent by a blank', async () => {
    await sandbox.post('/bill', aBill({ VendorRef: { value: '13' } }));
    const reply = await sandbox.query("select * from Bill where DocNumber = ' ' and VendorRef = '13'");
    expect(rowsOf(reply, 'Bill')).toHaveLength(1);
  });

  it('shows transactions with the latest change first, and accounts by their leaf name', async () => {
    const bills = rowsOf(await sandbox.query('select * from Bill'), 'Bill');
    const times = bills.map(({ MetaData }) => String(objectOf(MetaData)?.LastUpdatedTime));
    expect(times).toEqual([...times].sort().reverse());
    const accounts = rowsOf(await sandbox.query('select * from Account'), 'Account');
    const names = accounts.map(({ Name }) => String(Name).toLowerCase());
    expect(names).toEqual([...names].sort());
  });

  it('shows 100 rows by default and never more than 1,000', async () => {
    const none = await sandbox.query('select * from Account');
    expect(rowsOf(none, 'Account')).toHaveLength(100);
    const BatchItemRequest = Array.from({ length: 30 }, (_, index) => ({
      bId: `b${index}`,
      operation: 'create',
      Bill: aBill({ PrivateNote: 'many' }),
    }));
    for (let batch = 0; batch < 34; batch += 1) await sandbox.post('/batch', { BatchItemRequest });
    const many = await sandbox.query('select * from Bill maxresults 5000');
    expect(rowsOf(many, 'Bill')).toHaveLength(1000);
    expect(Number(objectOf(many.body.QueryResponse)?.totalCount)).toBeGreaterThan(1000);
  });

  it('shows the members that a statement names only when the company is told to', async () => {
    const statement = "select DisplayName from Vendor where Id = '10'";
    expect(rowsOf(await sandbox.query(statement), 'Vendor')[0]).toHaveProperty('SyncToken');
    await sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, { projectionsHonoured: true });
    expect(rowsOf(await sandbox.query(statement), 'Vendor')).toEqual([
      { Id: '10', DisplayName: 'Cascade Timber Mills', sparse: true },
    ]);
    await sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, { projectionsHonoured: false });
  });

  it.each([
    [
      "select * from Vendor where DisplayName = 'O'Malley'",
      '4000',
      'QueryParserError: Encountered " <STRING> "\'Malley" at line 1, column 44',
    ],
    ['', '4000', 'QueryParserError: Encountered "<EOF>" at line 0, column 0.'],
    [
      "select * from Bill where DocNumber = 'x' or DocNumber = 'y'",
      '4000',
      'QueryParserError: Encountered " <IDENTIFIER> "or"',
    ],
    [
      'select * from Vendor startposition 0',
      '4001',
      'QueryValidationError: value 0 is too small. Min allowed value is 1',
    ],
    [
      "select * from Bill where PrivateNote = 'x'",
      '4001',
      "QueryValidationError: property 'PrivateNote' is not queryable",
    ],
    [
      "select * from Bill where Colour = 'x'",
      '4001',
      'QueryValidationError: Property Colour not found for Entity Bill',
    ],
    ["select * from Bill where Id > '5'", '4001', "property 'Id' does not support operator >"],
    ['select * from Bill orderby PrivateNote', '4001', "property 'PrivateNote' is not queryable"],
    ["select * from Bill where TxnDate > 'soon'", '4001', "Invalid date value 'soon'"],
    ["select * from Bill where DocNumber != 'x'", '4000', 'Encountered: "!"'],
    ['select * from Unicorn', '4001', 'QueryValidationError: Metadata not found for Entity: Unicorn'],
  ])('refuses %s', async (statement, code, detail) => {
    const reply = await sandbox.query(statement);
    expect(reply.status).toBe(400);
    expect(firstError(reply)).toMatchObject({ code, Detail: expect.stringContaining(detail) });
  });

  it('shows an older state when the index is told to lag, while reading by id stays current', async () => {
    await sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, { queryLagMs: 60_000 });
    const bill = entityOf(await sandbox.post('/bill', aBill({ DocNumber: 'late' })), 'Bill');
    expect(rowsOf(await sandbox.query("select * from Bill where DocNumber = 'late'"), 'Bill')).toHaveLength(
      0,
    );
    expect((await sandbox.get(`/bill/${bill.Id}`)).status).toBe(200);
    await sandbox.door('POST', '/clock', { advanceMs: 60_000 });
    expect(rowsOf(await sandbox.query("select * from Bill where DocNumber = 'late'"), 'Bill')).toHaveLength(
      1,
    );
    await sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, { queryLagMs: 0 });
  });
});
