/**
 * Runs the benchmarks and prints them as a table of ratios: absolute figures say more about the machine than about us.
 *
 *     npm run bench
 *     npm run bench -- webhooks     how long the webhooks' door takes at 200 and at 1,000 posts a second
 *     npm run bench -- recovery     how long recovery takes after each fault, next to its target
 *     npm run bench -- limits       how much of a provider's limit is used while it binds
 *     npm run bench -- arrival      how soon a change arrives, alone and beside 100,000 waiting rows
 *     npm run bench -- calls        what each kind of document costs in calls, next to its target
 */
import { cin7SandboxBench } from '../bench/cin7-sandbox.mjs';
import { mappingBench } from '../bench/mapping.mjs';
import { postingLedgerBench } from '../bench/posting-ledger.mjs';
import { quickBooksSandboxBench } from '../bench/quickbooks-sandbox.mjs';
import { webhooksBench } from '../bench/webhooks.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { jest } from './jest.mjs';
import { findServers, makeTestFolder } from './servers.mjs';
import { supervise } from './supervise.mjs';

await supervise(async (run) => {
  await install(run);
  await build(run);
  const [name] = process.argv.slice(2);
  if (name === 'recovery' || name === 'limits')
    return jest(run, { args: ['--config', 'jest.faults.config.mjs', `test/faults/${name}`] });
  const servers = await findServers(run, { dataDir: makeTestFolder(run), forTests: true });
  const given = { TEST_DATABASE_URL: servers.databaseUrl, TEST_REDIS_URL: servers.redisUrl };
  if (name === 'arrival')
    return jest(run, { args: ['--config', 'jest.faults.config.mjs', 'test/faults/arrival'], env: given });
  if (name === 'webhooks') {
    console.table(await webhooksBench(run, servers));
    return 0;
  }
  if (name === 'calls')
    return jest(run, {
      args: ['test/calls'],
      env: {
        ...given,
        CALLS_BACKFILL: '1000',
        CALLS_BILLS: '50',
        CALLS_TABLE: '1',
      },
    });
  const { databaseUrl } = servers;
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
