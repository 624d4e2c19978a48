import { randomBytes } from 'node:crypto';
import { jsonClient } from '../demo/json-client.mjs';
import { sandboxApp } from '../demo-environment.mjs';
import { inRoot } from '../paths.mjs';
import { startSandbox } from '../services.mjs';
import { FaultProxy } from './fault-proxy.mjs';
import { startInstances } from './instances.mjs';
import { soakPostgres, soakRedis } from './stores.mjs';

/**
 * The whole of Billbridge with two of each service, on stores of its own, and both emulators as they are by default,
 * which is not kind. Between all of them stand proxies; what people and the side doors do goes past these.
 * @param {import('../supervise.mjs').Run} run
 * @param {{ folder: string, logs: string }} places of the servers' data, and of the services' logs
 */
export async function startSystem(run, { folder, logs }) {
  const [postgres, redis, sandbox] = await Promise.all([
    soakPostgres(run, folder),
    soakRedis(run, folder),
    startSandbox(run, emulators()),
  ]);
  const quickBooksLine = await FaultProxy.before(sandbox.quickBooks);
  const base = { PATH: process.env.PATH, DATABASE_URL: postgres.url, REDIS_URL: redis.url };
  await run.processes.complete({
    name: 'migrate',
    command: process.execPath,
    args: [inRoot('dist', 'libs', 'persistence', 'src', 'migrate.js')],
    env: { ...base, MIGRATION_DATABASE_URL: postgres.ownerUrl() },
  });
  const apiToken = randomBytes(24).toString('base64url');
  const env = {
    ...base,
    ...sandboxApp,
    ENCRYPTION_KEYS: `soak:${randomBytes(32).toString('base64')}`,
    API_TOKEN: apiToken,
    BILLBRIDGE_ENVIRONMENT: 'soak',
    CIN7_API_URL: `${sandbox.cin7}/ExternalApi/v2`,
    CIN7_CALLS_PER_MINUTE: '240',
    QUICKBOOKS_CALLS_PER_SECOND: '1000000',
    QUICKBOOKS_API_URL: quickBooksLine.through(sandbox.quickBooks),
    QUICKBOOKS_AUTHORIZE_URL: `${sandbox.quickBooks}/connect/oauth2`,
    QUICKBOOKS_TOKEN_URL: quickBooksLine.through(`${sandbox.quickBooks}/oauth2/v1/tokens/bearer`),
    QUICKBOOKS_REVOKE_URL: `${sandbox.quickBooks}/v2/oauth2/tokens/revoke`,
    IN_DOUBT_LOOKUP_SECONDS: '2',
    IN_DOUBT_SETTLE_SECONDS: '30',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
  };
  const { instances, deaths } = await startInstances(run, { env, folder: logs });
  const console_ = instances.find(({ name }) => name === 'console');
  const doors = {
    cin7: jsonClient(`${sandbox.cin7}/_sandbox`),
    quickBooks: jsonClient(`${sandbox.quickBooks}/_sandbox`),
    /** Asked anew each time: the console may have been started again on another port. */
    api: () =>
      jsonClient(`http://127.0.0.1:${console_?.port}/api/v1`, { authorization: `Bearer ${apiToken}` }),
  };
  // Refresh tokens are used once, and dead at once.
  await doors.quickBooks.post('/tokens/settings', { rotateEveryRefresh: true, graceSeconds: 0 });
  return { postgres, redis, sandbox, quickBooksLine, instances, deaths, doors };
}

/** @typedef {Awaited<ReturnType<typeof startSystem>>} System */

/**
 * Their usual limits of a minute, with room at Cin7 for reading in fifteen minutes what people change in sixty. Not the ten
 * calls a second of QuickBooks: nobody is that fast over the real line, where a call takes a third of a second.
 */
function emulators() {
  return {
    PATH: process.env.PATH,
    CIN7_SANDBOX_PORT: '0',
    QUICKBOOKS_SANDBOX_PORT: '0',
    CIN7_SANDBOX_CALLS_PER_MINUTE: '240',
    QUICKBOOKS_SANDBOX_CALLS_PER_SECOND: '0',
    SANDBOX_SIDE_DOOR: '1',
    LOG_LEVEL: 'warn',
  };
}
