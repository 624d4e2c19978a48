import { type Decimal, format, round } from './decimal.js';
import { minorDigits } from './money.js';

/** An amount as our API shows it: with the digits of its currency, and further ones only where it really has them. */
export function amountText(value: Decimal, currency: string | null): string {
  const digits = minorDigits(currency ?? '');
  if (value.scale <= digits) return format(round(value, digits));
  let { units, scale } = value;
  while (scale > digits && units % 10n === 0n) {
    units /= 10n;
    scale -= 1;
  }
  return format({ units, scale });
}
