import { describe, expect, it } from '@jest/globals';
import type { Finding } from './finding.js';
import { type ReconciliationFacts, reconcile } from './reconcile.js';
import type { PostingSlice } from './tie-out.js';

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
    inCin7: [{ kind: 'bill', currency: 'USD', count: 3, total: '40.4000' }],
    postings: [
      bills(),
      bills({ state: 'held', count: 1, total: '10.1000', ...unlinked }),
      bills({ kind: 'vendor', currency: 'USD', count: 1, total: '0', linkedCount: 1, linkedTotal: '0' }),
    ],
    inQuickBooks: [
      { kind: 'bill', ours: true, currency: 'USD', count: 2, total: '30.30' },
      { kind: 'bill', ours: false, currency: 'USD', count: 5, total: '99.99' },
    ],
    supplierCount: 1,
    findings: [],
    ...changes,
  };
}

const finding = (changes: Partial<Finding>): Finding => ({
  code: 'amount-drift',
  entity: 'Bill',
  quickBooksId: '7',
  cin7Id: null,
  postingId: null,
  otherId: null,
  foundAt: new Date(0),
  ...changes,
});

describe('a reconciliation', () => {
  it.each([
    [
      finding({}),
      'Bill 7 does not come',
      ['1 documents of QuickBooks are not as they should be: see the findings.'],
    ],
    [
      finding({ code: 'gone-from-cin7', entity: 'purchase', quickBooksId: null, cin7Id: 'p1' }),
      'purchase p1 was read once',
      ['1 documents have gone from Cin7: see the findings.'],
    ],
    [
      finding({ code: 'missed', entity: 'purchase', quickBooksId: null, cin7Id: 'p1' }),
      'purchase p1 had',
      [],
    ],
    [finding({ code: 'look-alike', otherId: '8' }), 'Bill 7 has the vendor', []],
  ])(
    'G6: shows what the checks found, and does not tie out where something is wrong: %j',
    (found, says, reasons) => {
      const { tiesOut, findings, reasons: given } = reconcile(facts({ findings: [found] }));
      expect(given).toEqual(reasons);
      expect(tiesOut).toBe(reasons.length === 0);
      expect(findings[0]?.message).toContain(says);
    },
  );

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
      { inCin7: [{ kind: 'bill', currency: 'USD', count: 4, total: '41' }] },
      'no state of ours',
    ],
    [
      'an invoice whose amount differs by a cent',
      { inCin7: [{ kind: 'bill', currency: 'USD', count: 3, total: '40.41' }] },
      '0.01',
    ],
    [
      'a bill of ours that QuickBooks does not hold',
      { inQuickBooks: [{ kind: 'bill', ours: true, currency: 'USD', count: 1, total: '30.30' }] },
      'it holds 1',
    ],
    [
      'a bill of ours that has another amount there',
      { inQuickBooks: [{ kind: 'bill', ours: true, currency: 'USD', count: 2, total: '30.31' }] },
      '30.31',
    ],
    [
      'a bill of ours that is there twice',
      { inQuickBooks: [{ kind: 'bill', ours: true, currency: 'USD', count: 3, total: '30.30' }] },
      'it holds 3',
    ],
    [
      'a bill of ours in a currency that we know nothing of',
      {
        inQuickBooks: [
          ...facts().inQuickBooks,
          { kind: 'bill', ours: true, currency: 'EUR', count: 1, total: '0' },
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
      const { tiesOut, inProgress, bills: found } = reconcile(facts({ postings, inQuickBooks: [] }));
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
    const inCin7 = [
      { kind: 'bill' as const, currency: 'USD', count: 2, total: '30.30' },
      { kind: 'bill' as const, currency: 'EUR', count: 1, total: '10.10' },
    ];
    expect(reconcile(facts({ inCin7 })).reasons).toHaveLength(2);
  });

  it.each([
    ['purchase-order', 'orders'],
    ['vendor-credit', 'credits'],
  ] as const)('counts every %s apart from the bills, by the same rules', (kind, name) => {
    const found = (inQuickBooks: string) =>
      reconcile(
        facts({
          inCin7: [...facts().inCin7, { kind, currency: 'USD', count: 2, total: '30.3' }],
          postings: [...facts().postings, bills({ kind })],
          inQuickBooks: [
            ...facts().inQuickBooks,
            { kind, ours: true, currency: 'USD', count: 2, total: inQuickBooks },
            { kind, ours: false, currency: 'USD', count: 9, total: '1000' },
          ],
        }),
      );
    expect(found('30.30')).toMatchObject({
      tiesOut: true,
      [name]: [{ cin7: { count: 2, total: '30.30' }, quickbooks: { ours: { count: 2, total: '30.30' } } }],
    });
    expect(found('30.31')).toMatchObject({ tiesOut: false, reasons: [expect.stringContaining('30.31')] });
  });

  it('finds an order of Cin7 that no posting tells of, whatever the bills say', () => {
    const order = { kind: 'purchase-order' as const, currency: 'USD', count: 1, total: '5' };
    expect(reconcile(facts({ inCin7: [...facts().inCin7, order] })).reasons).toEqual([
      expect.stringContaining('1 orders over 5.00'),
    ]);
  });
});
