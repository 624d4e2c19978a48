import { randomInt } from 'node:crypto';

export interface Runs {
  readonly numRuns: number;
  readonly seed: number;
}

/**
 * How many cases are tried, and from which seed; the seed is printed, so that whatever fails can be had again. It is random
 * where no usual one is given, or where the variable says `random`.
 */
export function runs(
  usual: number,
  variables: { readonly cases: string; readonly seed: string },
  usualSeed: number | null = null,
): Runs {
  const numRuns = numberFrom(variables.cases) ?? usual;
  const isRandom = process.env[variables.seed] === 'random';
  const seed = (isRandom ? null : (numberFrom(variables.seed) ?? usualSeed)) ?? randomInt(2 ** 31);
  process.stdout.write(`${numRuns} cases from ${variables.seed}=${seed}\n`);
  return { numRuns, seed };
}

function numberFrom(variable: string): number | null {
  const text = process.env[variable];
  if (!text) return null;
  const number = Number(text);
  if (!Number.isInteger(number)) throw new Error(`${variable} must be a whole number, not ${text}`);
  return number;
}
