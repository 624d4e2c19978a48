import { describe, expect, it } from '@jest/globals';
import { type BothSides, conflictsBetween } from './connection-conflicts.js';

function bothSides(changes: Partial<BothSides> = {}): BothSides {
  return {
    cin7: { name: 'Harbour', baseCurrency: 'USD', timeZone: 'UTC', lockDate: null },
    quickBooks: {
      company: 'Harbour Inc',
      country: 'US',
      homeCurrency: 'USD',
      multiCurrency: true,
      closingDate: '2025-12-31',
    },
    cutOverDate: '2026-01-01',
    ...changes,
  };
}

function codes(changes: Partial<BothSides>): string[] {
  return conflictsBetween(bothSides(changes)).map(({ code }) => code);
}

describe('conflicts between both sides', () => {
  it('are none where they fit', () => {
    expect(codes({})).toEqual([]);
  });

  it.each<[string, Partial<BothSides>, string]>([
    [
      'different base currencies',
      { cin7: { name: 'H', baseCurrency: 'GBP', timeZone: 'UTC', lockDate: null } },
      'home-currency-differs',
    ],
    ['a cut-over date in the closed period', { cutOverDate: '2025-12-31' }, 'books-closed'],
    ['no cut-over date where books are closed', { cutOverDate: null }, 'books-closed'],
  ])('are found in %s', (_why, changes, code) => {
    expect(codes(changes)).toEqual([code]);
  });

  it('are none with a side that is not known', () => {
    expect(codes({ cin7: null })).toEqual([]);
    expect(codes({ quickBooks: null, cutOverDate: null })).toEqual([]);
  });
});
