import { describe, expect, it } from '@jest/globals';
import { suggestByName, suggestItems, suggestTerms } from './suggest-lists.js';

const NOTHING_MAPPED = new Set<string>();
const named = (...names: string[]) => names.map((name) => ({ source: name, name }));
const brief = (found: readonly { source: string; target: string; evidence: readonly string[] }[]) =>
  found.map(({ source, target, evidence }) => [source, target, ...evidence]);

describe('suggestions of departments and classes', () => {
  const departments = [
    { id: '1', name: 'Tacoma  warehouse' },
    { id: '2', name: 'Yard' },
    { id: '3', name: 'yard' },
  ];

  it('are those of the same name, whatever case and spacing, where there is only one', () => {
    expect(
      brief(suggestByName(named('Tacoma Warehouse', 'Yard', 'Depot'), departments, NOTHING_MAPPED)),
    ).toEqual([['Tacoma Warehouse', '1', 'exact-name']]);
  });

  it('leave out what has a rule', () => {
    expect(suggestByName(named('Tacoma Warehouse'), departments, new Set(['Tacoma Warehouse']))).toEqual([]);
  });
});

describe('suggestions of terms', () => {
  const terms = [
    { id: '1', name: 'Due on receipt', dueDays: 0 },
    { id: '3', name: 'Net 30', dueDays: 30 },
    { id: '4', name: 'Net 60', dueDays: 60 },
    { id: '5', name: '60 EOM', dueDays: 60 },
    { id: '6', name: '15th', dueDays: null },
  ];
  const term = (name: string, dueDays: number | null) => ({ source: name, name, dueDays });

  it.each([
    ['of the same length', term('30 days', 30), [['30 days', '3', 'due-days']]],
    ['none where two have it', term('60 days', 60), []],
    ['none for one of the same name, which is taken by itself', term('net 30', 30), []],
    ['none for a day of the month', term('15 EOM', null), []],
  ])('are %s', (_why, source, expected) => {
    expect(brief(suggestTerms([source], terms, NOTHING_MAPPED))).toEqual(expected);
  });
});

describe('suggestions of items', () => {
  const items = [
    { id: '11', name: 'Oak board 2440 mm', sku: 'OAK-2440' },
    { id: '12', name: 'PINE-1220', sku: null },
    { id: '13', name: 'Nails', sku: null },
    { id: '14', name: 'Screws', sku: 'NAIL-50' },
  ];
  const product = (source: string, name: string) => ({ source, name });

  it.each([
    ['by SKU and name', product('OAK-2440', 'Oak board 2440 mm'), [['OAK-2440', '11', 'sku', 'exact-name']]],
    ['by a name that is the SKU', product('PINE-1220', 'Pine board'), [['PINE-1220', '12', 'sku']]],
    ['by name alone', product('N-1', 'nails'), [['N-1', '13', 'exact-name']]],
    ['none where SKU and name are two items', product('NAIL-50', 'Nails'), []],
    ['none without a SKU', product('', 'Nails'), []],
  ])('are made %s', (_why, source, expected) => {
    expect(brief(suggestItems([source], items, NOTHING_MAPPED))).toEqual(expected);
  });
});
