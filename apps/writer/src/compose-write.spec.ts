import { describe, expect, it } from '@jest/globals';
import { fingerprint, requestId } from '#libs/domain';
import type { ClaimedPosting, PostingEntity } from '#libs/persistence';
import { composeCreate, composeUpdate } from './compose-write.js';

const MARKER = '[bb:aaaaaaaaaaaaaaaaaaaaaaaaaa]';
const line = (amount: number, account = '81') => ({
  DetailType: 'AccountBasedExpenseLineDetail',
  Amount: amount,
  AccountBasedExpenseLineDetail: { AccountRef: { value: account } },
});
const intent = (changes: object = {}) => ({
  DocNumber: 'INV-1',
  TxnDate: '2026-11-01',
  PrivateNote: `Cin7 ${MARKER}`,
  Line: [line(10)],
  ...changes,
});

const OPEN = { quickBooks: null, cin7: null };

function claimed(changes: Partial<PostingEntity> = {}): ClaimedPosting {
  const posting = {
    id: 'p',
    kind: 'bill',
    sourceKey: 'S',
    revision: 1,
    marker: MARKER,
    documentNumber: 'INV-1',
    intent: intent(),
    postedIntent: null,
    requestId: null,
    sentPayload: null,
    ...changes,
  } as PostingEntity;
  return {
    posting,
    leaseToken: '1',
    connectionId: 'c',
    realmId: 'R',
    supplierId: 'supplier',
    vendorId: '42',
    order: null,
    lockDates: OPEN,
  };
}

/** The bill as QuickBooks holds it, with what QuickBooks adds. */
const theirs = (changes: object = {}) => ({
  ...intent(),
  Id: '7',
  SyncToken: '3',
  VendorRef: { value: '42', name: 'Tidewater' },
  Line: [{ ...line(10), Id: '1', LineNum: 1 }],
  LinkedTxn: [],
  ...changes,
});

function sent(composed: ReturnType<typeof composeUpdate>) {
  if (composed.action !== 'send') throw new Error(`It is not sent: ${JSON.stringify(composed)}`);
  return { ...composed.write, body: JSON.parse(composed.write.payload) };
}

const problemOf = (composed: ReturnType<typeof composeUpdate>) =>
  composed.action === 'hold' ? composed.problem.code : composed.action;

describe('a document that is not in QuickBooks yet', () => {
  it('names its vendor and takes the request id of its revision', () => {
    const { body, requestId: id } = sent(composeCreate(claimed()));
    expect(body).toEqual({ VendorRef: { value: '42' }, ...intent() });
    expect(id).toBe(
      requestId({ realmId: 'R', kind: 'bill', sourceKey: 'S', operation: 'create', revision: 1 }),
    );
  });

  it('P4 goes out again with the very same bytes, whatever has become of the vendor since', () => {
    const first = sent(composeCreate(claimed()));
    const again = composeCreate({
      ...claimed({ requestId: first.requestId, sentPayload: first.payload }),
      vendorId: '99',
    });
    expect(sent(again)).toEqual(first);
  });

  it('P4 takes another request id for another revision', () => {
    expect(sent(composeCreate(claimed({ revision: 2 }))).requestId).not.toBe(
      sent(composeCreate(claimed())).requestId,
    );
  });
});

describe('a document that is in QuickBooks', () => {
  const posted = (changes: object) =>
    claimed({
      revision: 2,
      postedIntent: intent(),
      postedHash: fingerprint({ body: intent(), supplierId: 'supplier' }),
      intent: intent(changes),
    });

  it('P8 sends only what changed, with the sync token just read', () => {
    const { body, operation } = sent(composeUpdate(posted({ Line: [line(12)] }), theirs()));
    expect(operation).toBe('update');
    expect(body).toEqual({
      Id: '7',
      SyncToken: '3',
      sparse: true,
      VendorRef: { value: '42' },
      Line: [line(12)],
    });
  });

  it('P4 has another request id with another sync token, since its bytes are others', () => {
    const change = posted({ Line: [line(12)] });
    const first = sent(composeUpdate(change, theirs()));
    expect(sent(composeUpdate(change, theirs())).requestId).toBe(first.requestId);
    expect(sent(composeUpdate(change, theirs({ SyncToken: '4' }))).requestId).not.toBe(first.requestId);
  });

  it('leaves alone what a person changed elsewhere in it', () => {
    const { body } = sent(
      composeUpdate(posted({ Line: [line(12)] }), theirs({ DueDate: '2027-01-01', Memo: 'mine' })),
    );
    expect(Object.keys(body).sort()).toEqual(['Id', 'Line', 'SyncToken', 'VendorRef', 'sparse']);
  });

  it.each([
    [
      'both sides changed the same',
      posted({ Line: [line(12)] }),
      theirs({ Line: [line(99)] }),
      'changed-in-quickbooks',
    ],
    [
      'our mark was taken out',
      posted({ Line: [line(12)] }),
      theirs({ PrivateNote: 'mine now' }),
      'changed-in-quickbooks',
    ],
    [
      'it is paid and the amounts change',
      posted({ Line: [line(12)] }),
      theirs({ LinkedTxn: [{ TxnId: '9', TxnType: 'BillPaymentCheck' }] }),
      'bill-paid',
    ],
    [
      'Cin7 has given it to another supplier, and nothing else has changed',
      { ...posted({}), supplierId: 'another' },
      theirs({ VendorRef: { value: '99' } }),
      'changed-in-quickbooks',
    ],
    [
      'a rule has given its supplier another vendor since',
      posted({}),
      theirs({ VendorRef: { value: '99' } }),
      'nothing',
    ],
    ['it was deleted', posted({ Line: [line(12)] }), null, 'deleted-in-quickbooks'],
    [
      'it is a vendor that was there before us',
      { ...posted({}), posting: { ...posted({}).posting, kind: 'vendor', linkOrigin: 'adopted' } },
      theirs({ DisplayName: 'theirs' }),
      'vendor-not-usable',
    ],
    ['it already is as wanted', posted({ Line: [line(12)] }), theirs({ Line: [line(12)] }), 'nothing'],
  ] as const)('P10 is not sent when %s', (_why, posting, there, expected) => {
    expect(problemOf(composeUpdate(posting, there))).toBe(expected);
  });

  const paid = { LinkedTxn: [{ TxnId: '9', TxnType: 'BillPaymentCheck' }], TotalAmt: 10, Balance: 0 };

  it.each([
    ['paid', paid, 'bill-paid'],
    ['partly paid', { ...paid, Balance: 4 }, 'bill-paid'],
    ['set against by a credit that QuickBooks shows no link for', { TotalAmt: 10, Balance: 4 }, 'bill-paid'],
    [
      'billed on to a customer',
      { LinkedTxn: [{ TxnId: '9', TxnType: 'ReimburseCharge' }] },
      'linked-in-quickbooks',
    ],
    ['linked to its order only', { LinkedTxn: [{ TxnId: '9', TxnType: 'PurchaseOrder' }] }, 'send'],
    ['unpaid', { TotalAmt: 10, Balance: 10 }, 'send'],
  ] as const)('P10 whose amounts change in Cin7 and which is %s there', (_why, there, expected) => {
    expect(problemOf(composeUpdate(posted({ Line: [line(12)] }), theirs(there)))).toBe(expected);
  });

  it('P10 that is paid takes a change that moves no money', () => {
    const change = posted({ DocNumber: 'INV-1b', DueDate: '2026-12-24' });
    expect(problemOf(composeUpdate(change, theirs(paid)))).toBe('send');
  });

  it.each([
    ['lies in a closed period', {}, 'bill', 'books-closed'],
    ['is moved out of a closed period', { TxnDate: '2026-11-30' }, 'bill', 'books-closed'],
    ['is moved into a closed period', { TxnDate: '2026-10-01' }, 'vendor-credit', 'books-closed'],
    ['is an order of a closed period', {}, 'purchase-order', 'send'],
  ] as const)('P10 that %s', (_why, changes, kind, expected) => {
    const change = posted({ Line: [line(12)], ...changes });
    const claim = { ...change, posting: { ...change.posting, kind } };
    const lockDates = { quickBooks: '2026-11-15', cin7: null };
    expect(problemOf(composeUpdate({ ...claim, lockDates }, theirs()))).toBe(expected);
  });

  it('in a closed period that already says what Cin7 says is left in peace', () => {
    const lockDates = { quickBooks: '2026-12-31', cin7: null };
    expect(problemOf(composeUpdate({ ...posted({}), lockDates }, theirs()))).toBe('nothing');
  });
});

describe('P10 a document for a closed period', () => {
  const lockDates = { quickBooks: '2026-12-31', cin7: '2026-12-31' };

  it('is held before anything is sent, and the remedy says that Cin7 is locked, too', () => {
    const composed = composeCreate({ ...claimed(), lockDates });
    expect(composed).toMatchObject({
      action: 'hold',
      problem: { code: 'books-closed', message: expect.stringContaining('locked up to 2026-12-31') },
    });
  });

  it('goes out again where it has left before the books were closed: it may be there', () => {
    const { requestId: id, payload } = sent(composeCreate(claimed()));
    const again = composeCreate({ ...claimed({ requestId: id, sentPayload: payload }), lockDates });
    expect(sent(again).payload).toBe(payload);
  });
});
