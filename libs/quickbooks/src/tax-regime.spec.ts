import { describe, expect, it } from '@jest/globals';
import { format } from '#libs/domain';
import { taxRegimeOf } from './tax-regime.js';

const rates = [
  { Id: '21', RateValue: 5 },
  { Id: '22', RateValue: '9.975' },
  { Id: '23', RateValue: 10, DisplayType: 'ReadOnly' },
];

function code(details: readonly object[], changes: object = {}) {
  return {
    Id: '2',
    Name: 'GST/PST',
    Active: true,
    PurchaseTaxRateList: { TaxRateDetail: details },
    ...changes,
  };
}

const detail = (value: string, TaxOrder: number, more: object = {}) => ({
  TaxRateRef: { value },
  TaxOrder,
  ...more,
});

function ratesOf(details: readonly object[]) {
  const regime = taxRegimeOf({ codes: [code(details)], rates, usesSalesTax: true });
  const its = regime.kind === 'codes' ? (regime.codes.get('2')?.rates ?? []) : [];
  return its.map(({ id, percent, basePercent }) => [id, format(percent), Number(format(basePercent))]);
}

describe('how a company taxes purchases', () => {
  it.each([
    ['charges each rate on the amount, in their order', {}, 100],
    ['charges a rate on the amount with the tax before it', { TaxTypeApplicable: 'TaxOnAmountPlusTax' }, 105],
    ['charges a rate on the tax before it alone', { TaxTypeApplicable: 'TaxOnTax' }, 5],
  ])('%s', (_what, more, base) => {
    expect(ratesOf([detail('22', 1, { ...more, TaxOnTaxOrder: 0 }), detail('21', 0)])).toEqual([
      ['21', '5', 100],
      ['22', '9.975', base],
    ]);
  });

  it.each([
    ['whose company does not use tax', { codes: [code([detail('21', 0)])], rates, usesSalesTax: false }],
    ['whose codes are for sales only, as in the US', { codes: [code([])], rates, usesSalesTax: true }],
    [
      'whose codes have a rate that is not known',
      { codes: [code([detail('99', 0)])], rates, usesSalesTax: true },
    ],
  ])('knows no tax codes for purchases, %s', (_why, lists) => {
    expect(taxRegimeOf(lists)).toEqual({ kind: 'none' });
  });

  it('knows which rates QuickBooks works out itself, and codes that are not used any more', () => {
    const codes = [code([detail('23', 0)], { Active: false })];
    const regime = taxRegimeOf({ codes, rates, usesSalesTax: true });
    expect(regime.kind === 'codes' && regime.codes.get('2')).toMatchObject({
      active: false,
      rates: [{ id: '23', isReadOnly: true }],
    });
  });
});
