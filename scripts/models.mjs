/**
 * Plays a night's worth of random sequences on the writer and on the token broker, in memory. It is random, and printed.
 *
 *     npm run test:models
 *     MODEL_RUNS=100000 MODEL_SEED=7 npm run test:models
 */
import { install } from './install.mjs';
import { jest } from './jest.mjs';
import { supervise } from './supervise.mjs';

await supervise(async (run) => {
  await install(run);
  const { MODEL_RUNS = '1000000', MODEL_SEED = 'random' } = process.env;
  return jest(run, {
    args: ['--testPathPatterns', 'test/model/.*\\.model\\.spec'],
    env: { MODEL_RUNS, MODEL_SEED },
  });
});
