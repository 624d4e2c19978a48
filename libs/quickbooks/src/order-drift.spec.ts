import { describe, expect, it } from '@jest/globals';
import { changedMembers } from './order-drift.js';
import { planUpdate } from './outgoing.js';

const line = (Amount: number, Description = 'Oak') => ({
  DetailType: 'AccountBasedExpenseLineDetail',
  Amount,
  Description,
  AccountBasedExpenseLineDetail: { AccountRef: { value: '81' } },
});

const draft = {
  DocNumber: 'PO-00042',
  TxnDate: '2026-10-01',
  PrivateNote: 'Cin7 purchase PO-00042 [bb:x]',
  Line: [line(100), line(20, 'Ash')],
};

/** As QuickBooks holds it after a bill was linked: closed, with links and counts of its own. */
const held = {
  ...draft,
  Id: '31',
  SyncToken: '4',
  VendorRef: { value: '56', name: 'Harbour Timber Ltd' },
  POStatus: 'Closed',
  LinkedTxn: [{ TxnId: '40', TxnType: 'Bill' }],
  Line: draft.Line.map((each, index) => ({ ...each, Id: `${index + 1}`, LineNum: index + 1, Received: 4 })),
};

const changed = (changes: object, posted: Record<string, unknown> = draft) =>
  changedMembers({ draft: posted, vendorId: '56' }, { ...held, ...changes });

describe('an order of ours in QuickBooks', () => {
  it.each<[string, object, readonly string[]]>([
    ['that was linked to, received and closed is as we left it', {}, []],
    ['with members that we do not say is as we left it', { DueDate: '2026-12-01', Memo: 'Ring first' }, []],
    ['with more in its memo is as we left it', { PrivateNote: `${draft.PrivateNote} ring first` }, []],
    ['without our memo is changed', { PrivateNote: 'ring first' }, ['PrivateNote']],
    ['with another number is changed', { DocNumber: 'X' }, ['DocNumber']],
    ['with another amount is changed', { Line: [line(1), line(20, 'Ash')] }, ['Line']],
    ['with a line less is changed', { Line: [line(100)] }, ['Line']],
    ['of another vendor is changed', { VendorRef: { value: '7' } }, ['VendorRef']],
  ])('%s', (_what, changes, members) => {
    expect(changed(changes)).toEqual(members);
  });

  it('that we closed and that is open again is changed', () => {
    expect(changed({ POStatus: 'Open' }, { ...draft, POStatus: 'Closed' })).toEqual(['POStatus']);
  });
});

describe('an update of an order that overwrites', () => {
  const update = (
    changes: object,
    ours: Record<string, unknown> = draft,
    base: Record<string, unknown> = draft,
  ) =>
    planUpdate({
      base,
      ours,
      theirs: { ...held, ...changes },
      vendorId: '56',
      order: null,
      overwrites: true,
    });
  const identity = { Id: '31', SyncToken: '4', sparse: true, VendorRef: { value: '56' } };

  it('says exactly what differs of what is ours, with the sync token just read', () => {
    const theirEdit = { DocNumber: 'X', DueDate: '2026-12-01', Memo: 'Ring first' };
    expect(update(theirEdit)).toEqual({
      action: 'send',
      members: ['DocNumber'],
      body: { ...identity, DocNumber: 'PO-00042' },
    });
  });

  it('says nothing where nothing of ours differs: closing by a bill ends there', () => {
    expect(update({})).toEqual({ action: 'nothing' });
  });

  it('moves it to no other vendor', () => {
    expect(update({ VendorRef: { value: '7' } })).toEqual({ action: 'conflict', members: ['VendorRef'] });
  });

  it('keeps the ids of its lines, for bills point at them', () => {
    const theirLines = [
      { ...line(20, 'Ash'), Id: '2' },
      { ...line(55), Id: '1' },
    ];
    expect(update({ Line: theirLines })).toMatchObject({
      body: {
        Line: [
          { Id: '1', Amount: 100 },
          { Id: '2', Amount: 20 },
        ],
      },
    });
    const ours = { ...draft, Line: [...draft.Line, line(7, 'Elm')] };
    const sent = update({}, ours);
    expect(sent).toMatchObject({ body: { Line: [{ Id: '1' }, { Id: '2' }, { Description: 'Elm' }] } });
    expect(sent).not.toHaveProperty('body.Line.2.Id');
  });

  it('opens an order that Cin7 has opened again, and no other', () => {
    const closed = { ...draft, POStatus: 'Closed' };
    expect(update({}, draft, closed)).toMatchObject({
      action: 'send',
      body: { ...identity, POStatus: 'Open' },
    });
    expect(update({ POStatus: 'Open' }, closed)).toMatchObject({ body: { POStatus: 'Closed' } });
  });
});
