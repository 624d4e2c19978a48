import type { Priced, TaxCalculation } from '../model/purchase.js';
import type { Settings } from '../model/settings.js';
import { fromUnits, toUnits } from './decimal.js';

/** A line's total as it stands in documents. Whether an exclusive one has its tax in it is not known for purchases. */
export function shownLineTotal(
  line: Pick<Priced, 'total' | 'tax'>,
  calculation: TaxCalculation,
  lineTotals: Settings['lineTotals'],
): number {
  const isTaxAdded = lineTotals === 'with-tax' && calculation === 'Exclusive';
  return isTaxAdded ? fromUnits(toUnits(line.total) + toUnits(line.tax)) : line.total;
}
