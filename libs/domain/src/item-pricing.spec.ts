import { describe, expect, it } from '@jest/globals';
import { decimal, format } from './decimal.js';
import { itemPricing } from './item-pricing.js';
import { type Money, roundToMoney } from './money.js';

function priced(quantity: string, price: string, amount: string, currency = 'USD') {
  const money: Money = roundToMoney(decimal(amount), currency);
  const found = itemPricing({ quantity: decimal(quantity), price: decimal(price) }, money);
  return found && [format(found.quantity), format(found.unitPrice)];
}

describe('the quantity and unit price of an item line', () => {
  it.each([
    ["Cin7's own where they come to the amount", ['10', '12.5', '125'], ['10', '12.5']],
    ['of four decimals', ['3', '0.3333', '1.00'], ['3', '0.3333']],
    ['net of a discount', ['10', '12.5', '112.5'], ['10', '11.25']],
    ['with seven digits where the amount does not divide', ['7', '2', '10.00'], ['7', '1.4285714']],
    ['of a currency without decimals', ['3', '100', '250', 'JPY'], ['3', '83.3333333']],
  ] as const)('are %s', (_why, [quantity, price, amount, currency], expected) => {
    expect(priced(quantity, price, amount, currency)).toEqual(expected);
  });

  it.each([
    ['no quantity divides it', ['0', '12.5', '125']],
    ['the quantity is negative', ['-1', '12.5', '12.5']],
    ['the amount is negative', ['1', '-12.5', '-12.5']],
    ['seven digits do not come to the cent', ['3000000', '0', '1000000.01']],
  ] as const)('are left out where %s', (_why, [quantity, price, amount]) => {
    expect(priced(quantity, price, amount)).toBeNull();
  });

  it('P12 come to the amount to the cent, whatever the numbers', () => {
    for (let seed = 1; seed <= 2_000; seed += 1) {
      const quantity = decimal(String((seed * 7919) % 5_000) + (seed % 3 ? '' : '.125'));
      const amount = roundToMoney(decimal(`${(seed * 104_729) % 90_000}.${((seed * 31) % 90) + 10}`), 'USD');
      const found = itemPricing({ quantity, price: decimal('1.1') }, amount);
      if (!found) continue;
      const cents =
        (found.quantity.units * found.unitPrice.units * 100n * 2n +
          10n ** BigInt(found.quantity.scale + found.unitPrice.scale)) /
        (2n * 10n ** BigInt(found.quantity.scale + found.unitPrice.scale));
      expect(cents).toBe(amount.minor);
    }
  });
});
