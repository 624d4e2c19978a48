import { type Decimal, sum } from './decimal.js';
import { type Money, minorDigits, roundToMoney, sumMoney } from './money.js';

/**
 * Rounds each amount to whole minor units so that together they are exactly `total`, or returns null where no
 * honest rounding gives it.
 *
 * Cin7 carries four decimals a line and a total to the cent, and may have rounded by line or by document. Rounding
 * by line is tried first; else, if the exact sum rounds to the total, the lines with the largest remainders take the
 * odd cents, so no line is off by a whole cent.
 */
export function allocateRounding(amounts: readonly Decimal[], total: Money): readonly Money[] | null {
  const { currency } = total;
  const rounded = amounts.map((amount) => roundToMoney(amount, currency));
  if (sumMoney(rounded, currency).minor === total.minor) return rounded;
  if (roundToMoney(sum(amounts), currency).minor !== total.minor) return null;
  return largestRemainders(amounts, total);
}

function largestRemainders(amounts: readonly Decimal[], total: Money): readonly Money[] {
  const digits = minorDigits(total.currency);
  const scale = Math.max(digits, ...amounts.map((amount) => amount.scale));
  const unit = 10n ** BigInt(scale - digits);
  const parts = amounts.map((amount, index) => {
    const units = amount.units * 10n ** BigInt(scale - amount.scale);
    const minor = floorDivide(units, unit);
    return { index, minor, remainder: units - minor * unit };
  });
  let missing = total.minor - parts.reduce((taken, part) => taken + part.minor, 0n);
  const byRemainder = [...parts].sort((a, b) => compareBigInt(b.remainder, a.remainder) || a.index - b.index);
  const raised = new Set<number>();
  for (const part of byRemainder) {
    if (missing <= 0n) break;
    raised.add(part.index);
    missing -= 1n;
  }
  return parts.map(({ index, minor }) => ({
    minor: raised.has(index) ? minor + 1n : minor,
    currency: total.currency,
  }));
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}

function compareBigInt(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
