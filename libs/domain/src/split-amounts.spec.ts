import { describe, expect, it } from '@jest/globals';
import { aLine } from '#libs/testing';
import { decimal } from './decimal.js';
import type { SourceDocument } from './purchase.js';
import { splitAmounts } from './split-amounts.js';

const lineOf = ([total, tax]: readonly [string, string]) =>
  aLine({ total: decimal(total), tax: decimal(tax), taxRule: 'Tax' });

function split(lines: readonly (readonly [string, string])[], before: string, tax: string, isTaxable = true) {
  const totalBeforeTax = decimal(before);
  const total = decimal(String(Number(before) + Number(tax)));
  const source = { lines: lines.map(lineOf), totalBeforeTax, tax: decimal(tax), total };
  const found = splitAmounts(source as unknown as SourceDocument, false, 'USD', () => isTaxable);
  return found.ok ? found.lines.map((line) => Number(line.tax.minor)) : found.differs;
}

describe('P9 tax that is rounded to nothing on every line, but not on the document', () => {
  it.each([
    [
      'is carried by the first of the lines that are so small',
      [
        ['0.04', '0'],
        ['0.03', '0'],
      ],
      '0.07',
      '0.01',
      [1, 0],
    ],
    [
      'goes to a line that shows tax before all others',
      [
        ['0.04', '0'],
        ['0.04', '0'],
        ['0.50', '0.05'],
      ],
      '0.58',
      '0.06',
      [0, 0, 6],
    ],
    [
      'is no rounding where the lines are of the usual size',
      [
        ['4.00', '0'],
        ['3.00', '0'],
      ],
      '7.00',
      '0.01',
      'tax',
    ],
    [
      'is no rounding where it is more than so many lines can give',
      [
        ['0.04', '0'],
        ['0.03', '0'],
      ],
      '0.07',
      '0.02',
      'tax',
    ],
  ] as const)('%s', (_what, lines, before, tax, expected) => {
    expect(split(lines, before, tax)).toEqual(expected);
  });

  it('is not carried by lines whose tax code comes to nothing', () => {
    expect(
      split(
        [
          ['0.04', '0'],
          ['0.03', '0'],
        ],
        '0.07',
        '0.01',
        false,
      ),
    ).toBe('tax');
  });
});
