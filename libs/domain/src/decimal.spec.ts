import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  add,
  compare,
  type Decimal,
  decimal,
  decimalFromNumber,
  equal,
  format,
  isExactNumber,
  isZero,
  multiply,
  negate,
  parseDecimal,
  round,
  subtract,
  sum,
} from './decimal.js';

/** The same value in steps of 10^-20: a second arithmetic to check the first against. */
const STEPS = 20;
const steps = ({ units, scale }: Decimal) => units * 10n ** BigInt(STEPS - scale);

const someDecimal = fc.record({
  units: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
  scale: fc.integer({ min: 0, max: 10 }),
});

describe('reading a decimal', () => {
  it.each([
    ['12.34', { units: 1234n, scale: 2 }],
    ['-0.5', { units: -5n, scale: 1 }],
    ['+7', { units: 7n, scale: 0 }],
    ['007.10', { units: 710n, scale: 2 }],
    ['1e-7', { units: 1n, scale: 7 }],
    ['1.5E3', { units: 1500n, scale: 0 }],
    ['1.25e+1', { units: 125n, scale: 1 }],
    ['0', { units: 0n, scale: 0 }],
  ])('reads %s', (text, value) => {
    expect(parseDecimal(text)).toEqual(value);
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '1,234.50',
    '.5',
    '5.',
    '1.2.3',
    '0x10',
    'NaN',
    'Infinity',
    '1e1000',
    '--1',
    '1\n',
  ])('refuses %j', (text) => {
    expect(parseDecimal(text)).toBeNull();
    expect(() => decimal(text)).toThrow('Not a decimal number');
  });
});

describe('a decimal from a JSON number', () => {
  it.each([
    [0.1, '0.1'],
    [-12.5, '-12.5'],
    [1e-7, '0.0000001'],
    [123456789012.345, '123456789012.345'],
    [-0, '0'],
  ])('is the one that was written: %d', (value, text) => {
    const read = decimalFromNumber(value);
    expect(read && format(read)).toBe(text);
  });

  it.each([0.1 + 0.2, 1e16, JSON.parse('1234567890123.4567'), Number.NaN, Number.POSITIVE_INFINITY])(
    'is not known for %d, whose digits a double may have changed',
    (value) => {
      expect(decimalFromNumber(value)).toBeNull();
    },
  );

  it('gives back every decimal of up to 15 digits after its way through JSON', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }),
        fc.integer({ min: 0, max: 6 }),
        (units, scale) => {
          const written = format({ units, scale });
          const read = decimalFromNumber(JSON.parse(written) as number);
          expect(read && equal(read, { units, scale })).toBe(true);
        },
      ),
    );
  });
});

describe('arithmetic', () => {
  it('agrees with whole numbers of the smallest step', () => {
    fc.assert(
      fc.property(someDecimal, someDecimal, (left, right) => {
        expect(steps(add(left, right))).toBe(steps(left) + steps(right));
        expect(steps(subtract(left, right))).toBe(steps(left) - steps(right));
        expect(steps(negate(left))).toBe(-steps(left));
        expect(steps(multiply(left, right)) * 10n ** BigInt(STEPS)).toBe(steps(left) * steps(right));
        expect(Math.sign(compare(left, right))).toBe(
          steps(left) < steps(right) ? -1 : steps(left) > steps(right) ? 1 : 0,
        );
        expect(equal(left, right)).toBe(steps(left) === steps(right));
        expect(isZero(left)).toBe(left.units === 0n);
      }),
    );
  });

  it('adds up a list', () => {
    expect(format(sum(['0.1', '0.2', '-0.3', '1'].map(decimal)))).toBe('1.0');
    expect(sum([])).toEqual({ units: 0n, scale: 0 });
  });
});

describe('rounding', () => {
  it.each([
    ['1.005', 2, '1.01'],
    ['-1.005', 2, '-1.01'],
    ['1.0049', 2, '1.00'],
    ['0.5', 0, '1'],
    ['-0.5', 0, '-1'],
    ['0.4999', 0, '0'],
    ['2', 3, '2.000'],
    ['-0.004', 2, '0.00'],
  ])('takes %s to %d digits as %s: halves away from zero', (text, digits, rounded) => {
    expect(format(round(decimal(text), digits))).toBe(rounded);
  });

  it('is the nearest whole number of units, the farther from zero of two', () => {
    fc.assert(
      fc.property(someDecimal, fc.integer({ min: 0, max: 12 }), (value, scale) => {
        const unit = 10n ** BigInt(STEPS - scale);
        const rounded = round(value, scale);
        const error = steps(rounded) - steps(value);
        const size = error < 0n ? -error : error;
        expect(rounded.scale).toBe(scale);
        expect(size * 2n <= unit).toBe(true);
        if (size * 2n === unit) expect(error > 0n).toBe(value.units > 0n);
      }),
    );
  });
});

describe('writing', () => {
  it.each([
    [{ units: 5n, scale: 2 }, '0.05'],
    [{ units: -5n, scale: 2 }, '-0.05'],
    [{ units: -1230n, scale: 2 }, '-12.30'],
    [{ units: 0n, scale: 2 }, '0.00'],
    [{ units: 1200n, scale: 0 }, '1200'],
  ])('writes plainly', (value, text) => {
    expect(format(value)).toBe(text);
  });

  it('can be read again', () => {
    fc.assert(
      fc.property(someDecimal, (value) => {
        expect(parseDecimal(format(value))).toEqual(value);
      }),
    );
  });

  it.each([
    [999_999_999_999_999n, true],
    [-999_999_999_999_999n, true],
    [1_000_000_000_000_000n, false],
  ])('%d fits a JSON number: %s', (units, fits) => {
    expect(isExactNumber({ units, scale: 2 })).toBe(fits);
  });
});
