import { describe, expect, it } from '@jest/globals';
import { requestId } from '#libs/domain';
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
  return { posting, leaseToken: '1', connectionId: 'c', realmId: 'R', vendorId: '42', order: null };
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
    claimed({ revision: 2, postedIntent: intent(), intent: intent(changes) });

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
});
