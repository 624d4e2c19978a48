/**
 * Money is added as whole units of a ten-millionth, because sums of binary fractions drift by a cent sooner or later.
 * JSON carries numbers, and the shortest text of a number is the very decimal that its sender wrote.
 */
const PLACES = 7;
const UNIT = 10n ** BigInt(PLACES);

export type Units = bigint;

export function unitsOf(amount: number): Units {
  const text = Number.isInteger(amount) ? amount.toString() : decimalText(amount);
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const padded = fraction.slice(0, PLACES).padEnd(PLACES, '0');
  const units = BigInt(whole) * UNIT + BigInt(padded);
  return negative ? -units : units;
}

export function amountOf(units: Units): number {
  return Number(unitsText(units));
}

export function add(left: number, right: number): number {
  return amountOf(unitsOf(left) + unitsOf(right));
}

export function subtract(left: number, right: number): number {
  return amountOf(unitsOf(left) - unitsOf(right));
}

export function sum(amounts: readonly number[]): number {
  return amountOf(amounts.reduce((total, amount) => total + unitsOf(amount), 0n));
}

/** A product, rounded half up (away from zero) to whole cents, as a ledger rounds. */
export function multiplyToCents(left: number, right: number): number {
  return toCents(unitsOf(left) * unitsOf(right), UNIT * UNIT);
}

/** A share of an amount, `percent` in hundredths, rounded half up to whole cents. */
export function percentOf(amount: number, percent: number): number {
  return toCents(unitsOf(amount) * unitsOf(percent), UNIT * UNIT * 100n);
}

/** One of the taxes that are already inside an amount, which are `all` together, rounded half up to whole cents. */
export function percentWithin(amount: number, percent: number, all = percent): number {
  return toCents(unitsOf(amount) * unitsOf(percent), UNIT * (100n * UNIT + unitsOf(all)));
}

/** A product with all of its places, as far as they are kept here. */
export function multiply(left: number, right: number): number {
  return amountOf((unitsOf(left) * unitsOf(right)) / UNIT);
}

/** The decimal text of an amount with at least two places, as people write money. */
export function moneyText(amount: number): string {
  const [whole = '0', fraction = ''] = unitsText(unitsOf(amount)).split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

function toCents(numerator: bigint, denominator: bigint): number {
  const negative = numerator < 0n;
  const doubled = 200n * (negative ? -numerator : numerator) + denominator;
  const cents = doubled / (2n * denominator);
  return Number(`${negative ? '-' : ''}${cents}e-2`);
}

function unitsText(units: Units): string {
  const size = units < 0n ? -units : units;
  const fraction = (size % UNIT).toString().padStart(PLACES, '0').replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${size / UNIT}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Without an exponent, which JavaScript uses for small numbers. */
function decimalText(amount: number): string {
  const text = amount.toString();
  return text.includes('e') ? amount.toFixed(PLACES) : text;
}
