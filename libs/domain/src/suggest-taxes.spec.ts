import { describe, expect, it } from '@jest/globals';
import { anAccount } from '#libs/testing';
import { decimal } from './decimal.js';
import type { TaxCode, TaxRegime } from './mapping-context.js';
import { type SourceTaxRule, suggestTaxes, type TaxEvidence } from './suggest-taxes.js';

function aCode(id: string, name: string, percents: readonly string[], active = true): TaxCode {
  const rates = percents.map((percent, index) => ({
    id: `${id}${index}`,
    percent: decimal(percent),
    basePercent: decimal('100'),
    isReadOnly: false,
  }));
  return { id, name, active, rates };
}

const codes = [
  aCode('2', '20.0% S', ['20']),
  aCode('3', '5.0% R', ['5']),
  aCode('4', '0.0% Z', ['0']),
  aCode('5', 'Exempt', ['0']),
  aCode('6', 'GST/PST', ['5', '7']),
];

const withCodes = (its: readonly TaxCode[]): TaxRegime => ({
  kind: 'codes',
  codes: new Map(its.map((code) => [code.id, code])),
});

function suggest(rule: Partial<SourceTaxRule>, changes: Partial<TaxEvidence> = {}) {
  const taxRules = [{ name: '20.0% S', percent: decimal('20'), account: '2300', ...rule }];
  const evidence: TaxEvidence = {
    taxRules,
    taxes: withCodes(codes),
    mapped: new Set(),
    accounts: [{ code: '2300', name: 'Sales Tax' }],
    chart: [anAccount({ id: '23', number: '2300', name: 'Sales Tax', type: 'Other Current Liability' })],
    mappedAccounts: new Map(),
    ...changes,
  };
  return suggestTaxes(evidence).map(({ target, evidence: why, confidence }) => [target, why, confidence]);
}

describe('suggestions for tax rules', () => {
  it.each([
    ['name and percent', {}, [['2', ['exact-name', 'equal-percent'], 'exact']]],
    [
      'a name whatever its case, and the percent of two rates together',
      { name: ' gst/pst ', percent: decimal('12.0000') },
      [['6', ['exact-name', 'equal-percent'], 'exact']],
    ],
    [
      'the only code of the percent',
      { name: 'UK VAT', percent: decimal('20') },
      [['2', ['equal-percent'], 'likely']],
    ],
    ['nothing, where two codes have the percent', { name: 'Untaxed', percent: decimal('0') }, []],
    [
      'the name, where two codes have the percent',
      { name: 'Exempt', percent: decimal('0') },
      [['5', ['exact-name', 'equal-percent'], 'exact']],
    ],
    ['nothing, where the name says another percent', { name: '5.0% R', percent: decimal('20') }, []],
  ] as const)('rest on %s', (_why, rule, expected) => {
    expect(suggest(rule)).toEqual(expected);
  });

  it('leave out what has a rule, and codes that are inactive', () => {
    expect(suggest({}, { mapped: new Set(['20.0% S']) })).toEqual([]);
    expect(suggest({}, { taxes: withCodes([aCode('2', '20.0% S', ['20'], false)]) })).toEqual([]);
  });

  describe('of a company without purchase tax codes', () => {
    const none = { taxes: { kind: 'none' } } as const;

    it.each([
      [
        'the account that Cin7 books it on, as any account',
        {},
        none,
        [['23', ['number', 'exact-name'], 'exact']],
      ],
      [
        'what that account is mapped to',
        {},
        { ...none, mappedAccounts: new Map([['2300', '23']]) },
        [['23', ['mapped-account'], 'exact']],
      ],
      ['nothing for a rule that takes nothing', { percent: decimal('0') }, none, []],
      ['nothing where Cin7 names no account', { account: null }, none, []],
    ] as const)('name %s', (_why, rule, changes, expected) => {
      expect(suggest(rule, changes)).toEqual(expected);
    });
  });
});
