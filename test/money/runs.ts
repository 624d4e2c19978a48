import { runs as anyRuns, type Runs } from '../runs.js';

/** `MONEY_SEED` and `MONEY_CASES` choose which documents are tried, and how many. */
export function runs(usual: number, cases = 'MONEY_CASES'): Runs {
  return anyRuns(usual, { cases, seed: 'MONEY_SEED' });
}
