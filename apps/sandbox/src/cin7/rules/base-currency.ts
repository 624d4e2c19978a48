import { divideRounded, fromUnits, roundedToCents, toUnits, UNIT } from './decimal.js';

/** An amount of the supplier's currency in the company's, to the cent. Rates have more decimals than amounts. */
export function inBaseCurrency(amount: number, rate: number): number {
  const fineRate = BigInt(Math.round(rate * 1e10));
  return fromUnits(roundedToCents(divideRounded(toUnits(amount) * fineRate, UNIT * 1_000_000n)));
}
