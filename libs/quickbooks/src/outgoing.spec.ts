import { describe, expect, it } from '@jest/globals';
import { createBody, isPaid, planUpdate, touchesMoney } from './outgoing.js';

const line = (Amount: number, account = '81', Description = 'OAK-2440') => ({
  DetailType: 'AccountBasedExpenseLineDetail',
  Amount,
  Description,
  AccountBasedExpenseLineDetail: { AccountRef: { value: account } },
});

/** What we posted last. */
const base = {
  DocNumber: 'INV-7781',
  TxnDate: '2026-10-05',
  DueDate: '2026-11-04',
  SalesTermRef: { value: '3' },
  PrivateNote: 'Cin7 purchase PO-00042 [bb:x]',
  Line: [line(125), line(40, '92', 'Freight')],
};

/** The same as QuickBooks gives it back: with names, ids and defaults of its own. */
const theirLine = (Id: string, Amount: number, account: string, Description: string) => ({
  Id,
  LineNum: Number(Id),
  LinkedTxn: [],
  Description,
  Amount,
  DetailType: 'AccountBasedExpenseLineDetail',
  AccountBasedExpenseLineDetail: {
    AccountRef: { value: account, name: 'Some account' },
    BillableStatus: 'NotBillable',
    TaxCodeRef: { value: 'NON' },
  },
});
const theirs = {
  ...base,
  Id: '17',
  SyncToken: '2',
  VendorRef: { value: '56', name: 'Harbour Timber Ltd' },
  SalesTermRef: { value: '3', name: '30 days' },
  Line: [theirLine('1', 125, '81', 'OAK-2440'), theirLine('2', 40, '92', 'Freight')],
  TotalAmt: 165,
  Balance: 165,
};

const plan = (
  ours: Record<string, unknown>,
  changed: Record<string, unknown> = {},
  from: typeof base | null = base,
) =>
  planUpdate({
    base: from,
    ours: { ...base, ...ours },
    theirs: { ...theirs, ...changed },
    vendorId: '56',
    order: null,
  });
const identity = { Id: '17', SyncToken: '2', sparse: true, VendorRef: { value: '56' } };

describe('P8 an update', () => {
  it('is not sent where QuickBooks has everything, whatever it has added', () => {
    expect(plan({})).toEqual({ action: 'nothing' });
  });

  it.each([
    ['the number', { DocNumber: 'INV-7781a' }],
    ['the date', { TxnDate: '2026-10-06' }],
    ['the terms', { SalesTermRef: { value: '4' } }],
    ['an amount', { Line: [line(126), line(40, '92', 'Freight')] }],
    ['an account', { Line: [line(125, '82'), line(40, '92', 'Freight')] }],
    ['a description', { Line: [line(125, '81', 'OAK-2441'), line(40, '92', 'Freight')] }],
    ['a line less', { Line: [line(125)] }],
    ['a rate that was not there', { ExchangeRate: 1.1 }],
  ])('says only what changed: %s', (_what, ours) => {
    expect(plan(ours)).toEqual({
      action: 'send',
      members: Object.keys(ours),
      body: { ...identity, ...ours },
    });
  });

  it("leaves a person's changes elsewhere as they are", () => {
    const theirEdit = { PrivateNote: 'paid in cash [bb:x]', DueDate: '2026-12-01' };
    expect(plan({ DocNumber: 'INV-1' }, theirEdit)).toEqual({
      action: 'send',
      members: ['DocNumber'],
      body: { ...identity, DocNumber: 'INV-1' },
    });
    expect(plan({}, theirEdit)).toEqual({ action: 'nothing' });
  });

  it('names what both sides have changed', () => {
    expect(plan({ DueDate: '2026-11-30', DocNumber: 'INV-1' }, { DueDate: '2026-12-01' })).toEqual({
      action: 'conflict',
      members: ['DueDate'],
    });
  });

  it.each([
    ['a class', { ClassRef: { value: '7' } }],
    ['a customer to bill', { CustomerRef: { value: '8' }, BillableStatus: 'Billable' }],
  ])('sees %s that a person gave to a line that we change', (_what, given) => {
    const [first, second] = theirs.Line;
    const detail = { ...first?.AccountBasedExpenseLineDetail, ...given };
    const changed = { Line: [{ ...first, AccountBasedExpenseLineDetail: detail }, second] };
    expect(plan({ Line: [line(126), line(40, '92', 'Freight')] }, changed)).toEqual({
      action: 'conflict',
      members: ['Line'],
    });
    expect(plan({}, changed)).toEqual({ action: 'nothing' });
  });

  it('is no conflict where both made the same change', () => {
    expect(plan({ DueDate: '2026-12-01' }, { DueDate: '2026-12-01' })).toEqual({ action: 'nothing' });
  });

  it('never moves a bill to another vendor on the way', () => {
    expect(plan({ DocNumber: 'INV-1' }, { VendorRef: { value: '99' } })).toEqual({
      action: 'conflict',
      members: ['VendorRef'],
    });
    expect(plan({}, { VendorRef: { value: '99' } })).toEqual({ action: 'nothing' });
  });

  it('says all that differs where it is not known what we posted', () => {
    expect(plan({ DocNumber: 'INV-1' }, { DueDate: '2026-12-01' }, null)).toEqual({
      action: 'send',
      members: ['DocNumber', 'DueDate'],
      body: { ...identity, DocNumber: 'INV-1', DueDate: '2026-11-04' },
    });
  });

  it('of a vendor names no vendor and ignores what QuickBooks adds to an address', () => {
    const ours = { DisplayName: 'A', BillAddr: { Line1: 'Quay', City: 'Portland' } };
    const vendor = {
      Id: '5',
      SyncToken: '0',
      DisplayName: 'A',
      BillAddr: { Id: '9', City: 'Portland', Line1: 'Quay' },
    };
    const update = (DisplayName: string) =>
      planUpdate({ base: ours, ours: { ...ours, DisplayName }, theirs: vendor, vendorId: null, order: null });
    expect(update('A')).toEqual({ action: 'nothing' });
    expect(update('B')).toEqual({
      action: 'send',
      members: ['DisplayName'],
      body: { Id: '5', SyncToken: '0', sparse: true, DisplayName: 'B' },
    });
  });
});

describe('a create', () => {
  it('names the vendor, and nothing where there is none to name', () => {
    expect(createBody(base, '56', null)).toEqual({ VendorRef: { value: '56' }, ...base });
    expect(createBody(base, null, null)).toEqual(base);
  });
});

describe('a paid bill', () => {
  it.each([
    [[{ TxnId: '1', TxnType: 'BillPaymentCheck' }], true],
    [[{ TxnId: '1', TxnType: 'BillPaymentCreditCard' }], true],
    [
      [
        { TxnId: '2', TxnType: 'PurchaseOrder' },
        { TxnId: '1', TxnType: 'BillPaymentCheck' },
      ],
      true,
    ],
    [[{ TxnId: '1', TxnType: 'ReimburseCharge' }], false],
    [[{}], false],
    [[], false],
    [undefined, false],
  ])('is one with a payment linked: %j', (LinkedTxn, paid) => {
    expect(isPaid({ ...theirs, LinkedTxn })).toBe(paid);
  });

  it.each([
    [{ Line: [] }, true],
    [{ TxnDate: '2026-10-06' }, true],
    [{ ExchangeRate: 1.1 }, true],
    [{ CurrencyRef: { value: 'EUR' } }, true],
    [{ DocNumber: 'INV-1', DueDate: '2026-12-01', PrivateNote: '', SalesTermRef: { value: '4' } }, false],
    [identity, false],
  ])('may not change in its money: %j', (body, touches) => {
    expect(touchesMoney(Object.keys(body))).toBe(touches);
  });
});

describe('P8 a member that Cin7 does not name any more', () => {
  const { SalesTermRef: _terms, ...withoutTerms } = base;
  const cleared = (changed: Record<string, unknown> = {}) =>
    planUpdate({ base, ours: withoutTerms, theirs: { ...theirs, ...changed }, vendorId: '56', order: null });

  it('is cleared by an update of the whole document, which repeats everything else as it is there', () => {
    const { SalesTermRef: _ref, ...rest } = theirs;
    expect(cleared({ Memo: 'mine' })).toEqual({
      action: 'send',
      members: ['SalesTermRef'],
      body: { ...rest, Memo: 'mine', sparse: false, VendorRef: { value: '56' } },
    });
  });

  it('is a conflict where a person has set another one', () => {
    expect(cleared({ SalesTermRef: { value: '9' } })).toEqual({
      action: 'conflict',
      members: ['SalesTermRef'],
    });
  });

  it('is nothing to do where it is gone already', () => {
    expect(cleared({ SalesTermRef: undefined })).toEqual({ action: 'nothing' });
  });
});

describe('an update of a vendor', () => {
  const sent = { DisplayName: 'Harbour Timber', TaxIdentifier: '93-1188402', Active: true };
  const planVendor = (
    ours: Record<string, unknown>,
    there: Record<string, unknown>,
    base: Record<string, unknown> = sent,
  ) => planUpdate({ base, ours: { ...sent, ...ours }, theirs: there, vendorId: null, order: null });
  const there = { ...sent, Id: '56', SyncToken: '1', TaxIdentifier: 'XXXXXX8402' };

  it('takes the masked tax number for the one that was sent', () => {
    expect(planVendor({}, there)).toEqual({ action: 'nothing' });
    expect(planVendor({ TaxIdentifier: '93-7000000' }, there)).toMatchObject({
      action: 'send',
      body: { TaxIdentifier: '93-7000000' },
    });
  });

  it('P8 does not write over a tax number that a person entered', () => {
    const other = { ...there, TaxIdentifier: 'XXXXXX1111' };
    expect(planVendor({ TaxIdentifier: '93-7000000' }, other)).toEqual({
      action: 'conflict',
      members: ['TaxIdentifier'],
    });
  });

  it('that makes it active again says its name, which QuickBooks had changed', () => {
    const retired = { ...there, DisplayName: 'Harbour Timber (deleted)', Active: false };
    expect(planVendor({}, retired, { ...sent, Active: false })).toMatchObject({
      action: 'send',
      body: { Active: true, DisplayName: 'Harbour Timber' },
    });
  });

  it('P8 leaves it inactive where a person made it so', () => {
    expect(planVendor({}, { ...there, Active: false })).toEqual({ action: 'nothing' });
  });
});
