import { describe, expect, it } from '@jest/globals';
import type { Draft } from './draft.js';
import { moneyDifferences } from './money-differences.js';

const line = (amount: number) => ({ Amount: amount, DetailType: 'AccountBasedExpenseLineDetail' });

const draft: Draft = {
  CurrencyRef: { value: 'EUR' },
  ExchangeRate: 1.0842,
  GlobalTaxCalculation: 'TaxExcluded',
  TxnTaxDetail: { TotalTax: 20.01, TaxLine: [] },
  Line: [line(110), line(-10.01)],
};

const theirs = {
  Id: '7',
  CurrencyRef: { value: 'EUR', name: 'Euro' },
  ExchangeRate: 1.0842,
  TxnTaxDetail: { TotalTax: 20.01 },
  TotalAmt: 120,
};

const { TxnTaxDetail: _sent, ...untaxed } = draft;

describe('what QuickBooks holds otherwise than it was meant', () => {
  it.each([
    ['nothing', draft, {}, []],
    ['a total', draft, { TotalAmt: 120.01 }, ['the total is 120.01, not 120.00']],
    [
      'a tax that was worked out anew',
      draft,
      { TotalAmt: 119.99, TxnTaxDetail: { TotalTax: 20 } },
      ['the total is 119.99, not 120.00', 'the tax is 20, not 20.01'],
    ],
    [
      'a tax that was left out, in a total that is right',
      draft,
      { TxnTaxDetail: undefined },
      ['the tax is 0, not 20.01'],
    ],
    [
      'a currency that was ignored',
      draft,
      { CurrencyRef: { value: 'USD' } },
      ['the currency is USD, not EUR'],
    ],
    [
      'a rate that moves the home amount by a cent',
      draft,
      { ExchangeRate: 1.0843 },
      ['the exchange rate is 1.0843, not 1.0842'],
    ],
    ['a rate that moves it by less', draft, { ExchangeRate: 1.08420001 }, []],
    ['a tax that was left to it, and a total that is the paper’s', untaxed, { TotalAmt: 118.76 }, []],
    [
      'a tax that was left to it, and another total',
      untaxed,
      { TotalAmt: 118.75 },
      ['the total is 118.75, not 118.7600'],
    ],
  ] as const)('is %s', (_what, ours, changes, expected) => {
    const total = '118.7600';
    expect(moneyDifferences({ draft: ours, total }, { ...theirs, ...changes })).toEqual(expected);
  });

  it('adds up without a binary cent', () => {
    const Line = [line(0.1), line(0.2)];
    expect(moneyDifferences({ draft: { Line }, total: null }, { Id: '7', TotalAmt: 0.3 })).toEqual([]);
  });
});
