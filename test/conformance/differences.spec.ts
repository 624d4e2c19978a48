import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../apps/sandbox/src/quickbooks/json.js';
import { differencesBetween, judged } from './differences.js';
import { vocabularyOf } from './vocabulary.js';

const bill: Json = {
  Bill: { Id: '1', PayType: 'Check', At: '2026-11-02T10:00:00Z', Note: null, Line: [{ Amount: 1 }] },
};
const words = vocabularyOf([bill], new Set(['PayType']));
const between = (answered: Json): string[] => differencesBetween(bill, answered, words);

describe('differences', () => {
  it('are none where only values differ', () => {
    expect(
      between({
        Bill: { Id: '2', PayType: 'Check', At: '2025-01-01T00:00:00.5Z', Note: 'x', Line: [{ Amount: 9 }] },
      }),
    ).toEqual([]);
  });

  it.each<[string, Json, string]>([
    ['a member that is missing', { PayType: 'Check' }, 'missing Bill.Id'],
    ['a member too many', { Colour: 'red' }, 'extra Bill.Colour'],
    ['another kind', { Id: 1 }, 'kind Bill.Id: number, not text'],
    ['another way to write a moment', { At: '2026-11-02' }, 'kind Bill.At: date, not time in UTC'],
    ['a list without elements', { Line: [] }, 'missing Bill.Line[]'],
    ['a word that nobody uses there', { PayType: 'Cheque' }, 'word PayType: Cheque'],
  ])('are seen: %s', (_what, changes, difference) => {
    const { Bill } = structuredClone(bill) as { Bill: Record<string, Json> };
    if (difference === 'missing Bill.Id') delete Bill.Id;
    expect(between({ Bill: { ...Bill, ...(changes as object) } })).toEqual([difference]);
  });

  it('of one element of a list count for all', () => {
    const recorded = { Line: [{ A: 1 }, { B: 'x' }] };
    expect(differencesBetween(recorded, { Line: [{ A: 1, B: 'x' }] }, words)).toEqual([]);
    expect(differencesBetween(recorded, { Line: [{ A: 1 }] }, words)).toEqual(['missing Line[].B']);
  });

  it('that are meant are no fault, and a reason without its difference is', () => {
    expect(judged(['extra Bill.New'], { 'extra *.New': 'newer' })).toEqual({ unmeant: [], idle: [] });
    expect(judged(['extra Bill.Old'], { 'extra *.New': 'newer' })).toEqual({
      unmeant: ['extra Bill.Old'],
      idle: ['extra *.New'],
    });
  });
});
