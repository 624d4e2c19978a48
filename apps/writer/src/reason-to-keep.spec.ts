import { describe, expect, it } from '@jest/globals';
import type { ClaimedPosting, PostingEntity } from '#libs/persistence';
import { reasonToKeep } from './reason-to-keep.js';

const MARKER = '[bb:aaaaaaaaaaaaaaaaaaaaaaaaaa]';
const left = {
  DocNumber: 'INV-1',
  TxnDate: '2026-11-01',
  PrivateNote: `Cin7 ${MARKER}`,
  Line: [
    {
      DetailType: 'AccountBasedExpenseLineDetail',
      Amount: 10,
      AccountBasedExpenseLineDetail: { AccountRef: { value: '81' } },
    },
  ],
};

function withdrawing(
  changes: Partial<PostingEntity> = {},
  closingDate: string | null = null,
): ClaimedPosting {
  const posting = {
    kind: 'bill',
    sourceKey: 'S',
    documentNumber: 'INV-1',
    marker: MARKER,
    postedIntent: left,
    sentPayload: JSON.stringify({ ...left, VendorRef: { value: '42' } }),
  };
  return {
    posting: { ...posting, ...changes } as PostingEntity,
    leaseToken: '1',
    connectionId: 'c',
    realmId: 'R',
    supplierId: 'supplier',
    vendorId: '42',
    order: null,
    lockDates: { quickBooks: closingDate, cin7: null },
  };
}

const theirs = (changes: object = {}) => ({
  ...left,
  Id: '7',
  SyncToken: '3',
  VendorRef: { value: '42', name: 'Tidewater' },
  TotalAmt: 10,
  Balance: 10,
  ...changes,
});

describe('P10 a document whose source is gone', () => {
  it('may go where it is ours, open, unpaid, unlinked and as we left it', () => {
    expect(
      reasonToKeep(withdrawing(), theirs({ LinkedTxn: [{ TxnId: '1', TxnType: 'PurchaseOrder' }] })),
    ).toBeNull();
  });

  it.each([
    ['without our mark', { PrivateNote: 'mine' }, 'changed-in-quickbooks'],
    ['with amounts of a person', { Line: [{ ...left.Line[0], Amount: 99 }] }, 'changed-in-quickbooks'],
    ['that a person gave to another vendor', { VendorRef: { value: '43' } }, 'changed-in-quickbooks'],
    ['that is paid', { LinkedTxn: [{ TxnId: '9', TxnType: 'BillPaymentCheck' }] }, 'bill-paid'],
    ['that is partly paid', { Balance: 3 }, 'bill-paid'],
    [
      'that another document hangs on',
      { LinkedTxn: [{ TxnId: '9', TxnType: 'Bill' }] },
      'linked-in-quickbooks',
    ],
  ])('stays %s', (_why, changes, code) => {
    expect(reasonToKeep(withdrawing(), theirs(changes))?.code).toBe(code);
  });

  it('may go from the vendor that it was sent to, though another stands for its supplier today', () => {
    expect(reasonToKeep({ ...withdrawing(), vendorId: '99' }, theirs())).toBeNull();
  });

  it('may go from the vendor that it should have, to which a person has given it', () => {
    const given = theirs({ VendorRef: { value: '99' } });
    expect(reasonToKeep({ ...withdrawing(), vendorId: '99' }, given)).toBeNull();
  });

  it('may go where a deletion was sent before: that one named no vendor', () => {
    expect(reasonToKeep(withdrawing({ sentPayload: '{"Id":"7","SyncToken":"3"}' }), theirs())).toBeNull();
  });

  it('may go where it is an order that we closed, which QuickBooks opens when its bills go', () => {
    const order = { kind: 'purchase-order', postedIntent: { ...left, POStatus: 'Closed' } } as const;
    expect(reasonToKeep(withdrawing(order), theirs({ POStatus: 'Open' }))).toBeNull();
  });

  it('stays in a closed period, but an order of one may go', () => {
    expect(reasonToKeep(withdrawing({}, '2026-11-01'), theirs())?.code).toBe('books-closed');
    expect(reasonToKeep(withdrawing({ kind: 'purchase-order' }, '2026-11-01'), theirs())).toBeNull();
  });
});
