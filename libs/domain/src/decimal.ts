/**
 * Exact decimal numbers: `units` × 10^-`scale`. Money never touches a binary float, and a library for general
 * decimals is several times slower than the two operations that bills need.
 */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const DECIMAL_TEXT = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Digits that a JSON number carries through a binary double unharmed. */
const SAFE_DIGITS = 15;

export const ZERO: Decimal = { units: 0n, scale: 0 };

/** Reads `12.34`, `-0.5`, `1e-7`. Returns null for anything else. */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL_TEXT.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const magnitude = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  const units = sign === '-' ? -magnitude : magnitude;
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

/** As `parseDecimal`, for text that is known to be a decimal; throws on a mistake of ours. */
export function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed) throw new TypeError(`Not a decimal number: ${JSON.stringify(text)}`);
  return parsed;
}

/**
 * The decimal that a JSON number was written as. A double gives back up to 15 significant digits exactly;
 * beyond that the number on the wire is not known any more and the answer is null.
 */
export function decimalFromNumber(value: number): Decimal | null {
  if (!Number.isFinite(value)) return null;
  const parsed = parseDecimal(String(value));
  return parsed && isExactNumber(parsed) ? parsed : null;
}

/** A JSON number says it exactly: both providers and every reader between get the same digits. */
export function isExactNumber({ units }: Decimal): boolean {
  return (units < 0n ? -units : units).toString().length <= SAFE_DIGITS;
}

function unitsAt(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}

export function add(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return { units: unitsAt(left, scale) + unitsAt(right, scale), scale };
}

export function negate(value: Decimal): Decimal {
  return { units: -value.units, scale: value.scale };
}

export function subtract(left: Decimal, right: Decimal): Decimal {
  return add(left, negate(right));
}

export function sum(values: readonly Decimal[]): Decimal {
  return values.reduce(add, ZERO);
}

export function multiply(left: Decimal, right: Decimal): Decimal {
  return { units: left.units * right.units, scale: left.scale + right.scale };
}

/** Negative, zero or positive, as `left` is below, equal to or above `right`. */
export function compare(left: Decimal, right: Decimal): number {
  const difference = subtract(left, right).units;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function equal(left: Decimal, right: Decimal): boolean {
  return compare(left, right) === 0;
}

export function isZero(value: Decimal): boolean {
  return value.units === 0n;
}

/** Rounds half away from zero, as both providers do, to `scale` digits after the point. */
export function round(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return { units: unitsAt(value, scale), scale };
  const divisor = 10n ** BigInt(value.scale - scale);
  const magnitude = value.units < 0n ? -value.units : value.units;
  const rounded = (magnitude + divisor / 2n) / divisor;
  return { units: value.units < 0n ? -rounded : rounded, scale };
}

/** Plain notation with `scale` digits after the point: `-12.30`. */
export function format(value: Decimal): string {
  const digits = (value.units < 0n ? -value.units : value.units).toString().padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = digits.slice(digits.length - value.scale);
  return `${value.units < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}
