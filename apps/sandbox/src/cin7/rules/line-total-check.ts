import type { TaxCalculation } from '../model/purchase.js';
import type { Settings } from '../model/settings.js';
import { lineTotal } from './document-amounts.js';
import { shownLineTotal } from './shown-line-total.js';

const TOLERANCE = 0.005;

/** Cin7 reckons every line anew and says what it had expected. */
export function lineTotalMismatch(
  given: number,
  line: {
    quantity: number;
    price: number;
    discount: number;
    tax: number;
    calculation: TaxCalculation;
    lineTotals: Settings['lineTotals'];
  },
  context: string,
): string | undefined {
  const total = lineTotal(line);
  const expected = shownLineTotal({ total, tax: line.tax }, line.calculation, line.lineTotals);
  if (Math.abs(given - expected) < TOLERANCE) return undefined;
  return `attribute 'Total' doesn't match ${context}. Expected value is: ${expected.toFixed(2)}`;
}
