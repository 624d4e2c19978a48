import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { createTestDatabase } from '#libs/testing';
import { type JsonClient, jsonClient } from './json-client.js';
import { Program } from './program.js';

export const serviceNames = ['poller', 'mapper', 'writer', 'webhooks', 'console'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** All services and both providers, each a process of its own, on a database and a Redis of their own. */
export interface System {
  readonly console: JsonClient;
  /** The console without a token. */
  readonly stranger: JsonClient;
  readonly cin7: JsonClient;
  readonly quickBooks: JsonClient;
  readonly databaseUrl: string;
  /** As who owns it, to copy and to restore. */
  readonly ownerDatabaseUrl: string;
  /** What the services were given, for whoever starts one more. */
  readonly env: Readonly<Record<string, string>>;
  /** Where each service answers: its health and metrics. */
  readonly ports: Readonly<Record<ServiceName, number>>;
  /** What all services have logged. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * The whole line through several processes takes seconds, and in doubt a sweep or two. On a busy machine it is minutes, and a
 * wait that ends by itself (see `eventually`) says more than this bound.
 */
jest.setTimeout(240_000);

const REDIS_DATABASES = 16;
/** What Intuit and we know; posts in e2e tests are signed with it. */
export const VERIFIER_TOKEN = 'verifier-token-of-the-tests';
const API_TOKEN = `test-${randomBytes(16).toString('hex')}`;

export interface SystemOptions {
  /** Those that are started; by default all. */
  readonly services?: readonly ServiceName[];
  /** By default that of this worker of jest. */
  readonly redisDatabase?: number;
}

export async function startSystem(
  overrides: Readonly<Record<string, string>> = {},
  { services: started = serviceNames, redisDatabase }: SystemOptions = {},
): Promise<System> {
  if (!existsSync('dist/apps/console/src/main.js'))
    throw new Error('The services are not built: run npm test, which builds them first.');
  const children: Program[] = [];
  const database = await createTestDatabase();
  const stop = async () => {
    // For whoever looks for the cause of a failure: E2E_LOG=file keeps what all services have said.
    if (process.env.E2E_LOG)
      writeFileSync(process.env.E2E_LOG, children.map(({ output }) => output).join('\n'));
    for (const child of [...children].reverse()) await child.stop();
    await database.drop();
  };
  try {
    const sandbox = new Program('sandbox', {
      CIN7_SANDBOX_PORT: '0',
      QUICKBOOKS_SANDBOX_PORT: '0',
      SANDBOX_SIDE_DOOR: '1',
      CIN7_SANDBOX_CALLS_PER_MINUTE: '1000000',
      QUICKBOOKS_SANDBOX_CALLS_PER_MINUTE: '1000000',
      QUICKBOOKS_SANDBOX_CALLS_PER_SECOND: '1000000',
    });
    children.push(sandbox);
    const cin7Port = await sandbox.says((message) => message.sandbox === 'cin7');
    const quickBooksPort = await sandbox.says((message) => message.sandbox === 'quickbooks');
    const webhooksPort = await freePort();
    const env = {
      ...serviceEnvironment(database.url, await ownRedis(redisDatabase), cin7Port, quickBooksPort),
      WEBHOOKS_PUBLIC_URL: `http://127.0.0.1:${webhooksPort}`,
      ...overrides,
    };
    const services = started.map(
      (name) => new Program(name, name === 'webhooks' ? { ...env, PORT: String(webhooksPort) } : env),
    );
    children.push(...services);
    const found = await Promise.all(
      services.map(
        async (child) => [child.name, await child.says(({ service }) => service === child.name)] as const,
      ),
    );
    const ports = Object.fromEntries(found) as Record<ServiceName, number>;
    const consoleOrigin = `http://127.0.0.1:${ports.console}`;
    return {
      console: jsonClient(`${consoleOrigin}/api/v1`, { authorization: `Bearer ${API_TOKEN}` }),
      stranger: jsonClient(consoleOrigin),
      cin7: jsonClient(`http://127.0.0.1:${cin7Port}/_sandbox`),
      quickBooks: jsonClient(`http://127.0.0.1:${quickBooksPort}/_sandbox`),
      databaseUrl: database.url,
      ownerDatabaseUrl: database.ownerUrl,
      env,
      ports,
      log: () => children.map((child) => child.output).join('\n'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serviceEnvironment(databaseUrl: string, redisUrl: string, cin7Port: number, quickBooksPort: number) {
  const quickBooks = `http://127.0.0.1:${quickBooksPort}`;
  return {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    BILLBRIDGE_ENVIRONMENT: 'test',
    CIN7_API_URL: `http://127.0.0.1:${cin7Port}/ExternalApi/v2`,
    QUICKBOOKS_API_URL: quickBooks,
    QUICKBOOKS_AUTHORIZE_URL: `${quickBooks}/connect/oauth2`,
    QUICKBOOKS_TOKEN_URL: `${quickBooks}/oauth2/v1/tokens/bearer`,
    QUICKBOOKS_REVOKE_URL: `${quickBooks}/v2/oauth2/tokens/revoke`,
    QUICKBOOKS_CLIENT_ID: 'sandbox-client',
    QUICKBOOKS_CLIENT_SECRET: 'sandbox-secret',
    // The emulators refuse nobody, so nobody waits either.
    CIN7_CALLS_PER_MINUTE: '1000000',
    QUICKBOOKS_CALLS_PER_MINUTE: '1000000',
    QUICKBOOKS_CALLS_PER_SECOND: '1000000',
    IN_DOUBT_LOOKUP_SECONDS: '1',
    IN_DOUBT_SETTLE_SECONDS: '3',
    QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS: VERIFIER_TOKEN,
    API_TOKEN,
    LOG_LEVEL: 'info',
    PORT: '0',
  };
}

/** The console must say where the webhooks service is before that has started. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Test files run side by side in a few workers; each worker has a Redis database of its own, emptied first. */
async function ownRedis(number = Number(process.env.JEST_WORKER_ID ?? 1) % REDIS_DATABASES): Promise<string> {
  const given = process.env.TEST_REDIS_URL;
  if (!given) throw new Error('TEST_REDIS_URL is not set: run npm test, which brings a Redis of its own.');
  const url = new URL(given);
  url.pathname = `/${number}`;
  const redis = new Redis(url.href);
  await redis.flushdb();
  await redis.quit();
  return url.href;
}
