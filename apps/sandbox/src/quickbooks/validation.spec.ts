import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject, objectOf, objectsOf } from './json.js';
import { aBill, aLine, type Caller, callSandbox, entityOf, firstError } from './testing/caller.js';

describe('what a client may send', () => {
  let sandbox: Caller;
  beforeAll(async () => {
    sandbox = await callSandbox();
  });
  afterAll(() => sandbox.close());

  const settings = (changes: JsonObject): Promise<JsonObject> =>
    sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, changes);
  const priced = (Amount: number): JsonObject => ({
    Amount,
    DetailType: 'ItemBasedExpenseLineDetail',
    ItemBasedExpenseLineDetail: { ItemRef: { value: '2' }, Qty: 3, UnitPrice: 3.335 },
  });

  it('is measured with a comma from a thousand on', async () => {
    const reply = await sandbox.post('/bill', aBill({ PrivateNote: 'x'.repeat(4001) }));
    expect(firstError(reply)).toMatchObject({
      code: '2050',
      element: 'PrivateNote',
      Detail:
        'String length specified does not match the supported length. Min:0 Max:4,000 supported. Supplied length:4,001',
    });
  });

  it('has 2,000 characters for all lines of an address', async () => {
    const lines = ['Line1', 'Line2', 'Line3', 'Line4', 'Line5'].map((line) => [line, 'x'.repeat(401)]);
    const reply = await sandbox.post('/vendor', {
      DisplayName: 'Long Road Ltd',
      BillAddr: Object.fromEntries(lines),
    });
    expect(firstError(reply)).toMatchObject({ code: '2050', element: 'BillAddr' });
  });

  it('may name no one with a null reference', async () => {
    const reply = await sandbox.post('/bill', aBill({ DepartmentRef: { value: null } }));
    expect(reply.status).toBe(200);
    expect(firstError(await sandbox.post('/bill', aBill({ VendorRef: { value: null } })))).toMatchObject({
      code: '2020',
      element: 'VendorRef',
    });
  });

  it.each([
    ['a text for a reference', { VendorRef: '10' }],
    ['a text for a number', { ExchangeRate: 'much' }],
    ['a number for a list', { Line: 5 }],
    ['a text for a line', { Line: ['line'] }],
    ['a day that does not exist', { TxnDate: '2026-02-30' }],
  ])('is of the right type, so not %s', async (_what, changes: JsonObject) => {
    expect(firstError(await sandbox.post('/bill', aBill(changes))).code).toBe('2010');
  });

  it('is refused with 2030 for an id that is no number', async () => {
    expect(firstError(await sandbox.post('/bill', aBill({ VendorRef: { value: 'Bob' } })))).toMatchObject({
      code: '2030',
      Detail: 'Id should be a valid number. Supplied value:Bob',
    });
  });

  it.each([
    ['Accounts', { Line: [aLine({ AccountBasedExpenseLineDetail: { AccountRef: { value: '7777' } } })] }],
    ['Names', { VendorRef: { value: '7777' } }],
    ['Depts', { DepartmentRef: { value: '7777' } }],
    ['Terms', { SalesTermRef: { value: '7777' } }],
    [
      'Klasses',
      {
        Line: [
          aLine({
            AccountBasedExpenseLineDetail: { AccountRef: { value: '70' }, ClassRef: { value: '7777' } },
          }),
        ],
      },
    ],
    [
      'Items',
      {
        Line: [
          {
            Amount: 1,
            DetailType: 'ItemBasedExpenseLineDetail',
            ItemBasedExpenseLineDetail: { ItemRef: { value: '7777' } },
          },
        ],
      },
    ],
  ])('is told in which set a reference is missing: %s', async (set, changes: JsonObject) => {
    expect(firstError(await sandbox.post('/bill', aBill(changes)))).toMatchObject({
      code: '2500',
      Detail: `Invalid Reference Id : ${set} element id 7777 not found`,
    });
  });

  it('is quantity times price, or is put right when the company is told to', async () => {
    const bill = aBill({ Line: [priced(9)] });
    expect(firstError(await sandbox.post('/bill', bill))).toMatchObject({
      code: '6070',
      Detail: 'Amount is not equal to UnitPrice * Qty. Supplied value:9',
    });
    await settings({ amountsRecomputed: true });
    expect(entityOf(await sandbox.post('/bill', bill), 'Bill').TotalAmt).toBe(10.01);
    await settings({ amountsRecomputed: false });
    expect((await sandbox.post('/bill', aBill({ Line: [priced(10.01)] }))).status).toBe(200);
  });

  it('is of 10,000 lines at most', async () => {
    const lines = (length: number): JsonObject[] => Array.from({ length }, () => aLine({ Amount: 1 }));
    expect(firstError(await sandbox.post('/bill', aBill({ Line: lines(10_001) }))).code).toBe('6000');
    expect((await sandbox.post('/bill', aBill({ Line: lines(10_000) }))).status).toBe(200);
  });

  it.each([
    ['HasBeenBilled', {}, '2170'],
    ['Billable', {}, '6000'],
  ])('cannot say %s of a line without a customer', async (BillableStatus, more, code) => {
    const detail = { AccountRef: { value: '70' }, BillableStatus, ...more };
    const bill = aBill({ Line: [aLine({ AccountBasedExpenseLineDetail: detail })] });
    expect(firstError(await sandbox.post('/bill', bill)).code).toBe(code);
  });

  it.each([
    [true, '6210'],
    [false, '6200'],
  ])('is refused in closed books; with a password: %s', async (closingPassword, code) => {
    await settings({ closingDate: '2026-11-02', closingPassword });
    expect(firstError(await sandbox.post('/bill', aBill()))).toMatchObject({
      code,
      Message: 'Account Period Closed, Cannot Update Through Services API',
    });
    await settings({ closingDate: null, closingPassword: true });
  });

  it('is no name while someone else writes names', async () => {
    await settings({ namesLocked: true });
    expect(firstError(await sandbox.post('/vendor', { DisplayName: 'Waiting GmbH' }))).toMatchObject({
      code: '6000',
      Detail: 'Business Validation Error: You can only add or edit one name at a time. Please try again.',
    });
    await settings({ namesLocked: false });
  });

  it('does not replace a tax identifier by its mask', async () => {
    const named = { DisplayName: 'Masked Inc', TaxIdentifier: '123456789' };
    const vendor = entityOf(await sandbox.post('/vendor', named), 'Vendor');
    expect(vendor.TaxIdentifier).toBe('XXXXXXX6789');
    expect(entityOf(await sandbox.post('/vendor', vendor), 'Vendor').SyncToken).toBe('0');
  });

  it('cannot make a vendor with a balance inactive', async () => {
    await sandbox.post('/bill', aBill({ VendorRef: { value: '12' } }));
    const retired = { Id: '12', SyncToken: '0', sparse: true, Active: false };
    expect(firstError(await sandbox.post('/vendor', retired)).code).toBe('6220');
  });

  it('cannot delete a vendor', async () => {
    const reply = await sandbox.post('/vendor?operation=delete', { Id: '12', SyncToken: '0' });
    expect(firstError(reply)).toMatchObject({ code: '500' });
  });

  it('is told where the company is, with three letters in addresses', async () => {
    const company = entityOf(await sandbox.get(`/companyinfo/${sandbox.realmId}`), 'CompanyInfo');
    expect(company.Country).toBe('US');
    expect(objectOf(company.CompanyAddr)?.Country).toBe('USA');
  });

  it('names every kind of document in a duplicate number as people call it', async () => {
    await settings({ warnDuplicateBillNumber: true });
    const credit = entityOf(
      await sandbox.post('/vendorcredit', aBill({ DocNumber: 'VC-1' })),
      'VendorCredit',
    );
    const refused = firstError(await sandbox.post('/vendorcredit', aBill({ DocNumber: 'VC-1' })));
    expect(refused.Detail).toContain(`TxnType=Vendor Credit with TxnId=${credit.Id}`);
    await settings({ duplicateNumberScope: 'vendor' });
    const other = aBill({ DocNumber: 'VC-1', VendorRef: { value: '11' } });
    expect((await sandbox.post('/vendorcredit', other)).status).toBe(200);
    await settings({ warnDuplicateBillNumber: false, duplicateNumberScope: 'type' });
  });

  it.each([
    ['a line on what is payable', '33', '6430'],
    ['a line on what is receivable', '84', '6430'],
    ['a line on an account of a third currency', '103', '6000'],
  ])('is refused for %s', async (_what, value, code) => {
    const bill = aBill({ Line: [aLine({ AccountBasedExpenseLineDetail: { AccountRef: { value } } })] });
    expect(firstError(await sandbox.post('/bill', bill)).code).toBe(code);
  });

  it('gets an id for the address of a vendor, which an update keeps', async () => {
    const BillAddr = { Line1: '1 Pier' };
    const vendor = entityOf(await sandbox.post('/vendor', { DisplayName: 'Addressed', BillAddr }), 'Vendor');
    expect(objectOf(vendor.BillAddr)?.Id).toMatch(/^\d+$/);
    expect(entityOf(await sandbox.post('/vendor', { ...vendor, BillAddr }), 'Vendor')).toEqual(vendor);
  });

  it('keeps both sides of the books equal', async () => {
    const bank = async (): Promise<number> =>
      objectsOf(
        objectOf((await sandbox.query('select * from Account maxresults 1000')).body.QueryResponse)?.Account,
      )
        .filter(({ CurrencyRef }) => objectOf(CurrencyRef)?.value === 'USD')
        .reduce((sum, account) => sum + Math.round(Number(account.CurrentBalance) * 100), 0);
    const before = await bank();
    const toStock = aLine({ Amount: 12.34, AccountBasedExpenseLineDetail: { AccountRef: { value: '81' } } });
    const stock = async (): Promise<number> =>
      Number(entityOf(await sandbox.get('/account/81'), 'Account').CurrentBalance);
    const stockBefore = await stock();
    await sandbox.post('/bill', aBill({ Line: [toStock] }));
    expect(await bank()).toBe(before);
    expect(await stock()).toBeCloseTo(stockBefore + 12.34, 5);
  });
});
