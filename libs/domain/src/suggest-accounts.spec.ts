import { describe, expect, it } from '@jest/globals';
import type { LedgerAccount } from './mapping-context.js';
import { suggestAccounts } from './suggest-accounts.js';

function anAccount(changes: Partial<LedgerAccount> = {}): LedgerAccount {
  return { id: '59', number: '5100', name: 'Freight In', type: 'Expense', active: true, ...changes };
}

function suggest(
  source: { code: string; name: string },
  chart: readonly LedgerAccount[] = [anAccount()],
  mapped: readonly string[] = [],
) {
  return suggestAccounts([source], chart, new Set(mapped)).map(({ target, evidence, confidence }) => ({
    target,
    evidence,
    confidence,
  }));
}

describe('suggestions for accounts', () => {
  it.each([
    [
      'the id in the code and the name',
      { code: '_59_', name: 'Freight In' },
      { target: '59', evidence: ['id-pattern', 'exact-name'], confidence: 'exact' },
    ],
    [
      'number and name',
      { code: '5100', name: 'Freight In' },
      { target: '59', evidence: ['number', 'exact-name'], confidence: 'exact' },
    ],
    [
      'number and name, whatever the case and spacing',
      { code: '5100', name: ' freight  in ' },
      { target: '59', evidence: ['number', 'exact-name'], confidence: 'exact' },
    ],
    [
      'the number alone',
      { code: '5100', name: 'Inbound Carriage' },
      { target: '59', evidence: ['number'], confidence: 'likely' },
    ],
    [
      'the name alone',
      { code: 'FRT', name: 'Freight In' },
      { target: '59', evidence: ['exact-name'], confidence: 'likely' },
    ],
  ] as const)('rest on %s', (_why, source, expected) => {
    expect(suggest(source)).toEqual([expected]);
  });

  it.each([
    ['an id in the code that the name contradicts', { code: '_59_', name: 'Samples' }, [anAccount()]],
    [
      'an id in the code and a name that point to two accounts',
      { code: '_59_', name: 'Packaging' },
      [anAccount(), anAccount({ id: '60', number: '5200', name: 'Packaging' })],
    ],
    ['neither code nor name', { code: 'X', name: 'Samples' }, [anAccount()]],
    [
      'a number and a name that point to two accounts',
      { code: '5100', name: 'Packaging' },
      [anAccount(), anAccount({ id: '60', number: '5200', name: 'Packaging' })],
    ],
    [
      'a name that two accounts have',
      { code: 'FRT', name: 'Freight In' },
      [anAccount(), anAccount({ id: '60', number: null })],
    ],
    ['an inactive account', { code: '5100', name: 'Freight In' }, [anAccount({ active: false })]],
    [
      'an account that takes no bill lines',
      { code: '5100', name: 'Freight In' },
      [anAccount({ type: 'Accounts Payable' })],
    ],
  ])('are not made from %s', (_why, source, chart) => {
    expect(suggest(source, chart)).toEqual([]);
  });

  it('prefer the account that both number and name point to', () => {
    const chart = [anAccount(), anAccount({ id: '60', number: '5200' })];
    expect(suggest({ code: '5200', name: 'Freight In' }, chart)).toEqual([
      { target: '60', evidence: ['number', 'exact-name'], confidence: 'exact' },
    ]);
  });

  it('give the code as mapping looks for it, without the spaces around it', () => {
    const [suggestion] = suggestAccounts([{ code: ' 5100 ', name: 'Freight In' }], [anAccount()], new Set());
    expect(suggestion?.source).toBe('5100');
  });

  it('leave out what has a rule already', () => {
    expect(suggest({ code: '5100', name: 'Freight In' }, [anAccount()], ['5100'])).toEqual([]);
  });
});
