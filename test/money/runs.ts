import { randomInt } from 'node:crypto';

/** How many cases are tried, and from which seed; the seed is printed, so that whatever fails can be had again. */
export function runs(
  usual: number,
  variable = 'MONEY_CASES',
): { readonly numRuns: number; readonly seed: number } {
  const numRuns = numberFrom(variable) ?? usual;
  const seed = numberFrom('MONEY_SEED') ?? randomInt(2 ** 31);
  process.stdout.write(`${numRuns} cases from MONEY_SEED=${seed}\n`);
  return { numRuns, seed };
}

function numberFrom(variable: string): number | null {
  const text = process.env[variable];
  if (!text) return null;
  const number = Number(text);
  if (!Number.isInteger(number)) throw new Error(`${variable} must be a whole number, not ${text}`);
  return number;
}
