/**
 * Kills every service wherever it waits, under every behaviour of the providers, and the other faults:
 *
 *     npm run test:faults
 *     npm run test:faults -- --mode honest --service writer --kills 20 --seed 7
 *     npm run test:faults -- --mode honest --service writer --point 3fa9c1d2 --phase after
 *     npm run test:faults -- --mode honest --story buy-with-file
 *
 * Ends with 0 only if nothing was doubled and nothing was lost. The whole takes hours.
 */
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { jest } from './jest.mjs';
import { Problem } from './problem.mjs';
import { findServers, makeTestFolder } from './servers.mjs';
import { supervise } from './supervise.mjs';

const allModes = /** @type {const} */ ([
  'honest',
  'request-ids-ignored',
  'look-up-lags',
  'late-commit',
  'both-controls-weak',
  'strict-tokens',
]);

await supervise(async (run) => {
  const given = process.argv.slice(2);
  const sweep = sweepOf(given);
  await install(run);
  await build(run);
  const { databaseUrl, redisUrl } = await findServers(run, { dataDir: makeTestFolder(run), forTests: true });
  const env = {
    TEST_DATABASE_URL: databaseUrl,
    TEST_REDIS_URL: redisUrl,
    CRASH_SWEEP: JSON.stringify(sweep),
  };
  if (given.length > 0) return await jest(run, { args: ['test/faults/crash-sweep'], env });
  const exitCode = await jest(run, { args: ['test/faults'], env });
  return exitCode || (await jest(run, { args: ['--config', 'jest.faults.config.mjs'], env }));
});

/** What test/faults/campaign.ts understands. @param {string[]} args */
function sweepOf(args) {
  const many = /** @type {const} */ ({ type: 'string', multiple: true });
  const one = /** @type {const} */ ({ type: 'string' });
  const options = { mode: many, service: many, point: many, story: many, phase: one, kills: one, seed: one };
  const { values } = parsed(() => parseArgs({ args, options }));
  const unknown = values.mode?.find((mode) => !allModes.some((each) => each === mode));
  if (unknown !== undefined)
    throw new Problem(`There is no mode ${unknown}; there are ${allModes.join(', ')}.`, { exitCode: 2 });
  return {
    modes: values.mode ?? allModes,
    ...(values.service ? { services: values.service } : {}),
    points: values.point ?? [],
    stories: values.story ?? [],
    phase: values.phase ?? null,
    kills: values.kills === undefined ? null : Number(values.kills),
    ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  };
}

/** @template Answer @param {() => Answer} read @returns {Answer} */
function parsed(read) {
  try {
    return read();
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error), { exitCode: 2 });
  }
}
