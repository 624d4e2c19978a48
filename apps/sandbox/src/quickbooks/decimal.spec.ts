import { describe, expect, it } from '@jest/globals';
import { add, moneyText, multiplyToCents, percentOf, percentWithin, subtract, sum } from './decimal.js';

describe('money', () => {
  it('adds and subtracts as people do on paper', () => {
    expect(add(0.1, 0.2)).toBe(0.3);
    expect(subtract(1.1, 1)).toBe(0.1);
    expect(sum([33.33, 33.33, 33.34])).toBe(100);
    expect(add(99_999_999_999.99, 0.01)).toBe(100_000_000_000);
    expect(add(0, 1e-7)).toBe(1e-7);
  });

  it('rounds half up, away from zero', () => {
    expect(multiplyToCents(1.005, 1)).toBe(1.01);
    expect(multiplyToCents(-1.005, 1)).toBe(-1.01);
    expect(multiplyToCents(3, 33.335)).toBe(100.01);
    expect(percentOf(10.1, 2.5)).toBe(0.25);
  });

  it('takes the tax out of an inclusive amount line by line', () => {
    expect(sum([4, 4, 4, 4, 4].map((amount) => percentWithin(amount, 20)))).toBe(3.35);
    expect(percentWithin(20, 20)).toBe(3.33);
  });

  it('writes amounts with at least two places', () => {
    expect([5, 0.5, -12.345, 0].map(moneyText)).toEqual(['5.00', '0.50', '-12.345', '0.00']);
  });
});
