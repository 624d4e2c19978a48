import { compare, type Decimal, multiply, ZERO } from './decimal.js';
import { type Money, minorDigits, roundToMoney } from './money.js';
import type { ItemPricing } from './purchase-document.js';

/** QuickBooks keeps this many digits of a unit price. */
const UNIT_PRICE_DIGITS = 7;

/**
 * Quantity and unit price of an item line, where they come to its amount to the cent: else QuickBooks refuses the line or
 * counts the amount anew. Cin7's own price where it will do, else what the amount makes it, as with a discount or with
 * tax in the price. Null where neither does: then the line carries its amount alone.
 */
export function itemPricing(
  { quantity, price }: { readonly quantity: Decimal; readonly price: Decimal },
  amount: Money,
): ItemPricing | null {
  if (compare(quantity, ZERO) <= 0 || amount.minor < 0n) return null;
  const unitPrice = [price, perUnit(amount, quantity)].find(
    (each) => roundToMoney(multiply(quantity, each), amount.currency).minor === amount.minor,
  );
  return unitPrice ? { quantity, unitPrice } : null;
}

function perUnit({ minor, currency }: Money, quantity: Decimal): Decimal {
  const numerator = minor * 10n ** BigInt(UNIT_PRICE_DIGITS + quantity.scale);
  const denominator = quantity.units * 10n ** BigInt(minorDigits(currency));
  return plain({ units: (numerator + denominator / 2n) / denominator, scale: UNIT_PRICE_DIGITS });
}

/** Without zeros at its end. */
function plain({ units, scale }: Decimal): Decimal {
  return scale > 0 && units % 10n === 0n ? plain({ units: units / 10n, scale: scale - 1 }) : { units, scale };
}
