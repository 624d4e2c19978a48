import { type Runs, runs } from '../runs.js';

/** A change is judged by the same sequences as the one before it; the nightly run looks for new ones. */
const USUAL_SEED = 20_261_102;

/** How many sequences of a model are played, and from which seed: `MODEL_SEED` is a number, or `random`. */
export function modelRuns(usual: number, cases = 'MODEL_RUNS'): Runs {
  return runs(usual, { cases, seed: 'MODEL_SEED' }, USUAL_SEED);
}
