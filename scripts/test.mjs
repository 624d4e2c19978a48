/**
 * Runs the tests, all or those that match:
 *
 *     npm test
 *     npm test -- libs/domain
 */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { jest } from './jest.mjs';
import { stopLeftovers } from './process-record.mjs';
import { findServers, makeTestFolder } from './servers.mjs';
import { supervise } from './supervise.mjs';
import { closingLine, countsOf } from './test-summary.mjs';

let counts = countsOf(undefined);

await supervise(
  async (run) => {
    await install(run);
    await build(run);
    await stopLeftovers(run.dataDir);
    const folder = makeTestFolder(run);
    const { databaseUrl, redisUrl } = await findServers(run, { dataDir: folder, forTests: true });
    const report = join(folder, 'report.json');
    const exitCode = await jest(run, {
      args: ['--json', `--outputFile=${report}`, ...process.argv.slice(2)],
      env: { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl },
    });
    if (!existsSync(report)) return exitCode || 1;
    copyFileSync(report, join(run.dataDir, 'last-test-report.json'));
    counts = countsOf(JSON.parse(readFileSync(report, 'utf8')));
    return exitCode || (counts.passed + counts.failed === 0 ? 1 : 0);
  },
  { lastLine: () => closingLine(counts) },
);
