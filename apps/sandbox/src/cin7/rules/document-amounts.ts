import type { Charge, Line, TaxCalculation } from '../model/purchase.js';
import { divideRounded, fromUnits, roundedToCents, sumOf, toUnits, UNIT } from './decimal.js';

/** What of an account decides how its documents add up. */
export interface AmountRules {
  readonly method: 'Row Total' | 'Total';
  percentOf(taxRule: string): number;
}

export interface Amounts {
  readonly beforeTax: number;
  readonly tax: number;
  readonly total: number;
}

const HUNDRED_PERCENT = 100n * UNIT;

/** Quantity × price less the discount, to the cent. Tax is never added to it: an inclusive price contains it already. */
export function lineTotal(line: { quantity: number; price: number; discount: number }): number {
  const gross = toUnits(line.quantity) * toUnits(line.price) * (HUNDRED_PERCENT - toUnits(line.discount));
  const cents = divideRounded(gross * 100n, UNIT * UNIT * HUNDRED_PERCENT);
  return Number(cents) / 100;
}

/** The tax of one line: added on top when exclusive, contained when inclusive. */
export function lineTax(
  total: number,
  tax: { percent: number; calculation: TaxCalculation; method: AmountRules['method'] },
): number {
  const percent = toUnits(tax.percent);
  const base = tax.calculation === 'Exclusive' ? HUNDRED_PERCENT : HUNDRED_PERCENT + percent;
  const units = divideRounded(toUnits(total) * percent, base);
  return fromUnits(tax.method === 'Row Total' ? roundedToCents(units) : units);
}

/** Under "Total" the document's tax is rounded once, so it can differ from the sum of its lines by cents. */
export function documentAmounts(
  part: { lines: readonly Line[]; charges: readonly Charge[] },
  calculation: TaxCalculation,
): Amounts {
  const parts = [...part.lines, ...part.charges];
  const lines = sumOf(parts.map((each) => each.total));
  const tax = roundedToCents(sumOf(parts.map((each) => each.tax)));
  const beforeTax = calculation === 'Exclusive' ? lines : lines - tax;
  return { beforeTax: fromUnits(beforeTax), tax: fromUnits(tax), total: fromUnits(beforeTax + tax) };
}
