/**
 * Runs the benchmarks and prints them as a table of ratios: absolute figures say more about the machine than about us.
 *
 *     npm run bench
 *     npm run bench -- recovery     how long recovery takes after each fault, next to its target
 *     npm run bench -- calls        what each kind of document costs in calls, next to its target
 */
import { cin7SandboxBench } from '../bench/cin7-sandbox.mjs';
import { mappingBench } from '../bench/mapping.mjs';
import { postingLedgerBench } from '../bench/posting-ledger.mjs';
import { quickBooksSandboxBench } from '../bench/quickbooks-sandbox.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { jest } from './jest.mjs';
import { findServers, makeTestFolder } from './servers.mjs';
import { supervise } from './supervise.mjs';

await supervise(async (run) => {
  await install(run);
  await build(run);
  if (process.argv[2] === 'recovery')
    return jest(run, { args: ['--config', 'jest.faults.config.mjs', 'test/faults/recovery'] });
  const { databaseUrl, redisUrl } = await findServers(run, { dataDir: makeTestFolder(run), forTests: true });
  if (process.argv[2] === 'calls')
    return jest(run, {
      args: ['test/calls'],
      env: {
        TEST_DATABASE_URL: databaseUrl,
        TEST_REDIS_URL: redisUrl,
        CALLS_BACKFILL: '1000',
        CALLS_BILLS: '50',
        CALLS_TABLE: '1',
      },
    });
  const rows = [
    ...(await mappingBench()),
    ...(await postingLedgerBench(databaseUrl)),
    ...(await cin7SandboxBench()),
    ...(await quickBooksSandboxBench()),
  ];
  console.table(
    rows.map(({ what, perSecond, ratio, against }) => ({
      what,
      'per second': Math.round(perSecond),
      ratio: ratio.toFixed(2),
      against,
    })),
  );
  return 0;
});
