/** Cin7 keeps four decimals. We reckon in whole ten-thousandths, so that no cent is lost to binary fractions. */
export const UNIT = 10_000n;
const UNITS_PER_CENT = 100n;

export function toUnits(value: number): bigint {
  return BigInt(Math.round(value * Number(UNIT)));
}

export function fromUnits(units: bigint): number {
  return Number(units) / Number(UNIT);
}

/** Half goes away from zero, so that a credit is rounded as its invoice was. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const doubled = 2n * (numerator < 0n ? -numerator : numerator) + denominator;
  const magnitude = doubled / (2n * denominator);
  return numerator < 0n ? -magnitude : magnitude;
}

export function roundedToCents(units: bigint): bigint {
  return divideRounded(units, UNITS_PER_CENT) * UNITS_PER_CENT;
}

export function sumOf(values: readonly number[]): bigint {
  return values.reduce((sum, value) => sum + toUnits(value), 0n);
}
