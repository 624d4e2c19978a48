import { describe, expect, it } from '@jest/globals';
import { type ReconciliationFacts, reconcile } from './reconcile.js';
import type { PostingSlice } from './tie-out-bills.js';

function bills(changes: Partial<PostingSlice> = {}): PostingSlice {
  return {
    kind: 'bill',
    state: 'posted',
    currency: 'USD',
    count: 2,
    total: '30.3000',
    goneCount: 0,
    linkedCount: 2,
    linkedTotal: '30.3000',
    ...changes,
  };
}

const unlinked = { linkedCount: 0, linkedTotal: '0' };

/** Three invoices: two are posted, one is held. One vendor. Everything is explained. */
function facts(changes: Partial<ReconciliationFacts> = {}): ReconciliationFacts {
  return {
    asOf: new Date('2026-11-16T12:00:00Z'),
    neverRead: [],
    reading: { detailsDue: 0, mappingsDue: 0, unreadable: 0 },
    owedInCin7: [{ currency: 'USD', count: 3, total: '40.4000' }],
    postings: [
      bills(),
      bills({ state: 'held', count: 1, total: '10.1000', ...unlinked }),
      bills({ kind: 'vendor', currency: 'USD', count: 1, total: '0', linkedCount: 1, linkedTotal: '0' }),
    ],
    billsInQuickBooks: [
      { ours: true, currency: 'USD', count: 2, total: '30.30' },
      { ours: false, currency: 'USD', count: 5, total: '99.99' },
    ],
    supplierCount: 1,
    ...changes,
  };
}

describe('a reconciliation', () => {
  it('P2: ties out where every invoice of Cin7 has a state and QuickBooks holds what we posted', () => {
    expect(reconcile(facts())).toMatchObject({
      tiesOut: true,
      reasons: [],
      bills: [
        {
          currency: 'USD',
          cin7: { count: 3, total: '40.40' },
          states: {
            posted: { count: 2, total: '30.30' },
            held: { count: 1, total: '10.10' },
            excluded: { count: 0, total: '0.00' },
          },
          unaccounted: { count: 0, total: '0.00' },
          linked: { count: 2, total: '30.30' },
          quickbooks: { ours: { count: 2, total: '30.30' }, others: { count: 5, total: '99.99' } },
          difference: { count: 0, total: '0.00' },
        },
      ],
      vendors: { cin7: 1, states: { posted: 1 }, unaccounted: 0, linked: 1 },
    });
  });

  it.each<readonly [string, Partial<ReconciliationFacts>, string]>([
    [
      'an invoice that no posting tells of',
      { owedInCin7: [{ currency: 'USD', count: 4, total: '41' }] },
      'no state of ours',
    ],
    [
      'an invoice whose amount differs by a cent',
      { owedInCin7: [{ currency: 'USD', count: 3, total: '40.41' }] },
      '0.01',
    ],
    [
      'a bill of ours that QuickBooks does not hold',
      { billsInQuickBooks: [{ ours: true, currency: 'USD', count: 1, total: '30.30' }] },
      'it holds 1',
    ],
    [
      'a bill of ours that has another amount there',
      { billsInQuickBooks: [{ ours: true, currency: 'USD', count: 2, total: '30.31' }] },
      '30.31',
    ],
    [
      'a bill of ours that is there twice',
      { billsInQuickBooks: [{ ours: true, currency: 'USD', count: 3, total: '30.30' }] },
      'it holds 3',
    ],
    [
      'a bill of ours in a currency that we know nothing of',
      {
        billsInQuickBooks: [
          ...facts().billsInQuickBooks,
          { ours: true, currency: 'EUR', count: 1, total: '0' },
        ],
      },
      'EUR',
    ],
    [
      'a document that is still to be read',
      { reading: { detailsDue: 1, mappingsDue: 0, unreadable: 0 } },
      'still to be read',
    ],
    [
      'a document that is still to be mapped',
      { reading: { detailsDue: 0, mappingsDue: 1, unreadable: 0 } },
      'still to be mapped',
    ],
    [
      'a document that cannot be read',
      { reading: { detailsDue: 0, mappingsDue: 0, unreadable: 1 } },
      'cannot be read',
    ],
    ['a record type that was never read', { neverRead: ['purchase'] }, 'purchase has never been read'],
    ['a supplier without a posting', { supplierCount: 2 }, '1 of 2 suppliers'],
  ])('does not tie out with %s', (_why, changes, reason) => {
    const { tiesOut, reasons } = reconcile(facts(changes));
    expect(tiesOut).toBe(false);
    expect(reasons).toEqual([expect.stringContaining(reason)]);
  });

  it.each(['pending', 'sending', 'in-doubt', 'needs-review'] as const)(
    'does not tie out while a bill is %s',
    (state) => {
      const postings = [bills({ ...unlinked, state }), ...facts().postings.slice(1)];
      const { tiesOut, inProgress, bills: found } = reconcile(facts({ postings, billsInQuickBooks: [] }));
      expect(tiesOut).toBe(false);
      expect(inProgress.documents).toBe(2);
      expect(found[0]?.states['in-progress']).toEqual({ count: 2, total: '30.30' });
    },
  );

  it('counts a bill that is held for a change with what QuickBooks holds of it', () => {
    const postings = [
      bills({ state: 'held', count: 3, total: '40.4000', linkedCount: 2, linkedTotal: '30.3000' }),
      ...facts().postings.slice(2),
    ];
    expect(reconcile(facts({ postings }))).toMatchObject({ tiesOut: true });
  });

  it('does not expect an invoice in Cin7 that is not owed any more', () => {
    const gone = bills({ state: 'excluded', count: 1, goneCount: 1, total: '0', ...unlinked });
    expect(reconcile(facts({ postings: [...facts().postings, gone] }))).toMatchObject({ tiesOut: true });
  });

  it('does not let one currency make up for another', () => {
    const owedInCin7 = [
      { currency: 'USD', count: 2, total: '30.30' },
      { currency: 'EUR', count: 1, total: '10.10' },
    ];
    expect(reconcile(facts({ owedInCin7 })).reasons).toHaveLength(2);
  });

  it('tells what is not carried, and counts it', () => {
    const order = bills({ kind: 'purchase-order', state: 'excluded', count: 7, ...unlinked });
    const { otherKinds, notCarried } = reconcile(facts({ postings: [...facts().postings, order] }));
    expect(otherKinds).toEqual([{ kind: 'purchase-order', state: 'excluded', count: 7 }]);
    expect(notCarried).toHaveLength(3);
  });
});
