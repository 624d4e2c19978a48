import { describe, expect, it } from '@jest/globals';
import { decimal } from './decimal.js';
import { amountOf, isCurrency, minorDigits, roundToMoney, sumMoney } from './money.js';

describe('minor units', () => {
  it.each([
    ['USD', '10.005', 1001n, '10.01'],
    ['EUR', '-10.005', -1001n, '-10.01'],
    ['JPY', '1200.5', 1201n, '1201'],
    ['KWD', '1.2345', 1235n, '1.235'],
    ['CLP', '-0.4', 0n, '0'],
    ['GBP', '0.049', 5n, '0.05'],
  ])('%s %s is %d, written %s', (currency, text, minor, written) => {
    const money = roundToMoney(decimal(text), currency);
    expect(money).toEqual({ minor, currency });
    expect(amountOf(money)).toBe(written);
  });

  it.each([
    ['USD', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['VND', 0],
    ['BHD', 3],
    ['TND', 3],
    ['HUF', 2],
    ['XYZ', 2],
  ])('%s has %d digits', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });

  it.each([
    ['USD', true],
    ['usd', false],
    ['US', false],
    ['USDT', false],
    ['', false],
    ['U5D', false],
  ])('%j is the code of a currency: %s', (code, is) => {
    expect(isCurrency(code)).toBe(is);
  });
});

describe('a sum', () => {
  it('stays in one currency', () => {
    const usd = (minor: bigint) => ({ minor, currency: 'USD' });
    expect(sumMoney([usd(1n), usd(-3n), usd(10n)], 'USD')).toEqual(usd(8n));
    expect(sumMoney([], 'USD')).toEqual(usd(0n));
    expect(() => sumMoney([usd(1n), { minor: 1n, currency: 'EUR' }], 'USD')).toThrow('Cannot add EUR to USD');
  });
});
