/** Dollars for one unit of each currency that the invented companies deal in. */
const inDollars: Readonly<Record<string, number>> = { USD: 1, EUR: 1.0852, GBP: 1.2715, CAD: 0.7138 };

const DIGITS = 100_000;

/** What one unit of a currency usually costs in the company's own; 1 for one that nobody deals in. */
export function usualRate(currency: string, baseCurrency: string): number {
  const [from, into] = [inDollars[currency], inDollars[baseCurrency]];
  if (from === undefined || into === undefined) return 1;
  return Math.round((from / into) * DIGITS) / DIGITS;
}
