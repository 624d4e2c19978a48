import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocateRounding } from './allocate-rounding.js';
import { type Decimal, decimal, sum } from './decimal.js';
import { amountOf, minorDigits, roundToMoney } from './money.js';

function allocate(amounts: readonly string[], total: string, currency = 'USD') {
  const given = roundToMoney(decimal(total), currency);
  return allocateRounding(amounts.map(decimal), given)?.map(amountOf) ?? null;
}

describe('rounding lines to a total', () => {
  it.each([
    ['whole cents stay', ['10.00', '2.50'], '12.50', ['10.00', '2.50']],
    ['rounded by line: 3 × 0.335', ['0.335', '0.335', '0.335'], '1.02', ['0.34', '0.34', '0.34']],
    ['rounded by document: 3 × 0.335', ['0.335', '0.335', '0.335'], '1.01', ['0.34', '0.34', '0.33']],
    [
      'the largest remainder takes the odd cent',
      ['1.001', '2.004', '3.000'],
      '6.01',
      ['1.00', '2.01', '3.00'],
    ],
    ['a discount is rounded away from zero like its line', ['10.005', '-1.005'], '9.00', ['10.01', '-1.01']],
    [
      'of equal remainders the first line takes it',
      ['1.334', '-0.667', '0.334'],
      '1.00',
      ['1.34', '-0.67', '0.33'],
    ],
    ['nothing comes to nothing', [], '0', []],
    ['one line is the total', ['99.9999'], '100.00', ['100.00']],
  ])('%s', (_why, amounts, total, lines) => {
    expect(allocate(amounts, total)).toEqual(lines);
  });

  it.each([
    ['JPY', ['100.5', '100.5'], '201', ['101', '100']],
    ['KWD', ['0.0005', '0.0005'], '0.001', ['0.001', '0.000']],
  ])('knows the digits of %s', (currency, amounts, total, lines) => {
    expect(allocate(amounts, total, currency)).toEqual(lines);
  });

  it.each([
    ['a cent too much', ['10.00', '2.50'], '12.51'],
    ['a cent too little', ['0.335', '0.335', '0.335'], '1.00'],
    ['a total without lines', [], '0.01'],
  ])('makes nothing up for %s', (_why, amounts, total) => {
    expect(allocate(amounts, total)).toBeNull();
  });
});

const currencies = fc.constantFrom('JPY', 'USD', 'KWD');
const lineTotals = fc.array(
  fc.bigInt({ min: -9_999_999n, max: 99_999_999n }).map((units): Decimal => ({ units, scale: 4 })),
  { minLength: 1, maxLength: 60 },
);

describe('whatever the lines', () => {
  it('adds up to the total with no line off by a whole unit, or says that it cannot', () => {
    fc.assert(
      fc.property(currencies, lineTotals, fc.integer({ min: -2, max: 2 }), (currency, amounts, off) => {
        const exact = roundToMoney(sum(amounts), currency);
        const total = { currency, minor: exact.minor + BigInt(off) };
        const lines = allocateRounding(amounts, total);
        if (off === 0) expect(lines).not.toBeNull();
        if (!lines) return;
        expect(lines.reduce((taken, line) => taken + line.minor, 0n)).toBe(total.minor);
        const unit = 10n ** BigInt(4 - minorDigits(currency));
        for (const [index, line] of lines.entries()) {
          const error = line.minor * unit - (amounts[index]?.units ?? 0n);
          expect(error < unit && error > -unit).toBe(true);
        }
      }),
    );
  });
});
