import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Secrets of the demo, made at the first start and kept: what one start has encrypted, the next must read.
 * @typedef {object} DemoSecrets
 * @property {string} ENCRYPTION_KEYS
 * @property {string} API_TOKEN
 * @property {string} QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS what the QuickBooks sandbox signs its webhooks with
 */

/** The app that the QuickBooks sandbox knows. */
export const sandboxApp = {
  QUICKBOOKS_CLIENT_ID: 'sandbox-client',
  QUICKBOOKS_CLIENT_SECRET: 'sandbox-secret',
};

/** High enough that a demonstration does not wait, as it would at the real providers. */
const plentyPerMinute = '1000000';

/** @param {string} dataDir */
export const secretsFile = (dataDir) => join(dataDir, 'demo.json');

/** @param {string} dataDir @returns {DemoSecrets} */
export function demoSecrets(dataDir) {
  const file = secretsFile(dataDir);
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const secrets = {
    ENCRYPTION_KEYS: `demo:${randomBytes(32).toString('base64')}`,
    API_TOKEN: randomBytes(32).toString('base64url'),
    QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS: randomBytes(32).toString('base64url'),
    ...kept,
  };
  if (Object.keys(kept).length < Object.keys(secrets).length)
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return {
    ...secrets,
    ...given(['ENCRYPTION_KEYS', 'API_TOKEN']),
  };
}

/** @param {{ cin7Port: number, quickBooksPort: number, dataDir: string }} options @returns {NodeJS.ProcessEnv} */
export function sandboxEnvironment({ cin7Port, quickBooksPort, dataDir }) {
  return {
    ...process.env,
    // The emulators are never later than a few seconds: a lost answer need not stay in doubt for hours.
    IN_DOUBT_LOOKUP_SECONDS: process.env.IN_DOUBT_LOOKUP_SECONDS ?? '2',
    IN_DOUBT_SETTLE_SECONDS: process.env.IN_DOUBT_SETTLE_SECONDS ?? '30',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    CIN7_SANDBOX_PORT: String(cin7Port),
    QUICKBOOKS_SANDBOX_PORT: String(quickBooksPort),
    SANDBOX_SIDE_DOOR: '1',
    SANDBOX_DATA_DIR: join(dataDir, 'sandbox'),
    CIN7_SANDBOX_CALLS_PER_MINUTE: plentyPerMinute,
    QUICKBOOKS_SANDBOX_CALLS_PER_MINUTE: plentyPerMinute,
    QUICKBOOKS_SANDBOX_CALLS_PER_SECOND: plentyPerMinute,
  };
}

/**
 * What the five services share. The providers are the sandboxes whatever the caller's environment says: a demo
 * must not write into anyone's books.
 * @param {{ servers: { databaseUrl: string, redisUrl: string }, sandbox: { cin7: string, quickBooks: string }, publicUrl: string, webhooksUrl: string, secrets: DemoSecrets }} options
 * @returns {NodeJS.ProcessEnv}
 */
export function serviceEnvironment({ servers, sandbox, publicUrl, webhooksUrl, secrets }) {
  return {
    ...process.env,
    ...secrets,
    ...sandboxApp,
    BILLBRIDGE_ENVIRONMENT: 'demo',
    DATABASE_URL: servers.databaseUrl,
    MIGRATION_DATABASE_URL: undefined,
    REDIS_URL: servers.redisUrl,
    CIN7_API_URL: `${sandbox.cin7}/ExternalApi/v2`,
    QUICKBOOKS_API_URL: sandbox.quickBooks,
    QUICKBOOKS_AUTHORIZE_URL: `${sandbox.quickBooks}/connect/oauth2`,
    QUICKBOOKS_TOKEN_URL: `${sandbox.quickBooks}/oauth2/v1/tokens/bearer`,
    QUICKBOOKS_REVOKE_URL: `${sandbox.quickBooks}/v2/oauth2/tokens/revoke`,
    CIN7_CALLS_PER_MINUTE: plentyPerMinute,
    QUICKBOOKS_CALLS_PER_MINUTE: plentyPerMinute,
    QUICKBOOKS_CALLS_PER_SECOND: plentyPerMinute,
    PUBLIC_URL: publicUrl,
    WEBHOOKS_PUBLIC_URL: webhooksUrl,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  };
}

/** @param {string[]} names those of them that the caller's environment sets */
function given(names) {
  const entries = names.map((name) => [name, process.env[name]]);
  return Object.fromEntries(entries.filter(([, value]) => value));
}
