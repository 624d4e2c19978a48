import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { objectOf, objectsOf } from './json.js';
import { aBill, aLine, type Caller, callSandbox, entityOf, firstError } from './testing/caller.js';

describe('a bill', () => {
  let sandbox: Caller;
  beforeAll(async () => {
    sandbox = await callSandbox();
  });
  afterAll(() => sandbox.close());

  it('is created with 200, string ids, and all that QuickBooks fills in', async () => {
    const reply = await sandbox.post('/bill?minorversion=75', aBill({ SalesTermRef: { value: '4' } }));
    expect(reply.status).toBe(200);
    const bill = entityOf(reply, 'Bill');
    expect(bill).toMatchObject({
      SyncToken: '0',
      domain: 'QBO',
      sparse: false,
      DueDate: '2026-12-02',
      APAccountRef: { value: '33', name: 'Accounts Payable (A/P)' },
      CurrencyRef: { value: 'USD', name: 'United States Dollar' },
      TotalAmt: 103.55,
      Balance: 103.55,
      LinkedTxn: [],
    });
    expect(bill.Id).toMatch(/^\d+$/);
    expect(bill.DocNumber).toBeUndefined();
    expect(objectsOf(bill.Line)[0]).toMatchObject({
      Id: '1',
      LineNum: 1,
      LinkedTxn: [],
      AccountBasedExpenseLineDetail: {
        AccountRef: { value: '70', name: 'Cost of Goods Sold:Purchases' },
        BillableStatus: 'NotBillable',
        TaxCodeRef: { value: 'NON' },
      },
    });
    expect(reply.body.time).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}-0[78]:00$/);
    expect(objectOf(bill.MetaData)?.CreateTime).toMatch(/T\d{2}:\d{2}:\d{2}-0[78]:00$/);
    expect(reply.headers.get('intuit_tid')).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  });

  it('adds its lines without a float drift', async () => {
    const reply = await sandbox.post(
      '/bill',
      aBill({ Line: [aLine({ Amount: 0.1 }), aLine({ Amount: 0.2 })] }),
    );
    expect(entityOf(reply, 'Bill').TotalAmt).toBe(0.3);
  });

  it.each([
    ['no line at all', { Line: [] }, '2020'],
    ['a number that is too long', { DocNumber: 'X'.repeat(22) }, '2050'],
    ['a member that nobody knows', { Colour: 'red' }, '2010'],
    ['an unknown vendor', { VendorRef: { value: '99999' } }, '2500'],
    [
      'an unknown account',
      { Line: [aLine({ AccountBasedExpenseLineDetail: { AccountRef: { value: '7777' } } })] },
      '2500',
    ],
    ['an inactive vendor', { VendorRef: { value: '27' } }, '610'],
    ['a line of another kind', { Line: [aLine({ DetailType: 'SalesItemLineDetail' })] }, '2170'],
  ])('is refused with %s', async (_why, changes, code) => {
    const reply = await sandbox.post('/bill', aBill(changes));
    expect({ status: reply.status, code: firstError(reply).code }).toEqual({ status: 400, code });
  });

  it('refuses a stale SyncToken in the words of QuickBooks', async () => {
    const bill = entityOf(await sandbox.post('/bill', aBill()), 'Bill');
    const update = { ...aBill(), Id: bill.Id ?? null, sparse: true };
    await sandbox.post('/bill', { ...update, SyncToken: '0', PrivateNote: 'first' });
    const late = await sandbox.post('/bill', { ...update, SyncToken: '0', PrivateNote: 'second' });
    expect(late.status).toBe(400);
    expect(firstError(late)).toEqual({
      Message: 'Stale Object Error',
      Detail:
        'Stale Object Error : You and root were working on this at the same time. root finished before you did, so your work was not saved.',
      code: '5010',
      element: '',
    });
  });
});
