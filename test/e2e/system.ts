import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { createTestDatabase } from '#libs/testing';
import { type JsonClient, jsonClient } from './json-client.js';

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
  /** Where each service answers: its health and metrics. */
  readonly ports: Readonly<Record<ServiceName, number>>;
  /** What all services have logged. */
  log(): string;
  stop(): Promise<void>;
}

/** The whole line through several processes takes seconds, and in doubt a sweep or two. */
jest.setTimeout(90_000);

const API_TOKEN = `test-${randomBytes(16).toString('hex')}`;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 40_000;

export async function startSystem(overrides: Readonly<Record<string, string>> = {}): Promise<System> {
  if (!existsSync('dist/apps/console/src/main.js'))
    throw new Error('The services are not built: run npm test, which builds them first.');
  const children: Child[] = [];
  const database = await createTestDatabase();
  const stop = async () => {
    // For whoever looks for the cause of a failure: E2E_LOG=file keeps what all services have said.
    if (process.env.E2E_LOG)
      writeFileSync(process.env.E2E_LOG, children.map(({ output }) => output).join('\n'));
    for (const child of [...children].reverse()) await child.stop();
    await database.drop();
  };
  try {
    const sandbox = new Child('sandbox', {
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
    const env = {
      ...serviceEnvironment(database.url, await ownRedis(), cin7Port, quickBooksPort),
      ...overrides,
    };
    const services = serviceNames.map((name) => new Child(name, env));
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
    IN_DOUBT_LOOKUP_SECONDS: '1',
    IN_DOUBT_SETTLE_SECONDS: '3',
    API_TOKEN,
    LOG_LEVEL: 'info',
    PORT: '0',
  };
}

/** Test files run side by side in a few workers; each worker has a Redis database of its own, emptied first. */
async function ownRedis(): Promise<string> {
  const given = process.env.TEST_REDIS_URL;
  if (!given) throw new Error('TEST_REDIS_URL is not set: run npm test, which brings a Redis of its own.');
  const url = new URL(given);
  url.pathname = `/${Number(process.env.JEST_WORKER_ID ?? 1) % 16}`;
  const redis = new Redis(url.href);
  await redis.flushdb();
  await redis.quit();
  return url.href;
}

interface Message {
  readonly service?: string;
  readonly sandbox?: string;
  readonly port?: number;
}

class Child {
  output = '';
  private readonly messages: Message[] = [];
  private readonly process: ChildProcess;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly name: string,
    env: Readonly<Record<string, string>>,
  ) {
    this.process = spawn(process.execPath, [resolve('dist', 'apps', name, 'src', 'main.js')], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    this.process.on('message', (message: Message) => {
      this.messages.push(message);
      for (const listener of this.listeners) listener();
    });
    this.process.on('exit', () => {
      for (const listener of this.listeners) listener();
    });
  }

  /** The port in the message that is waited for. */
  async says(isIt: (message: Message) => boolean): Promise<number> {
    const timeout = Date.now() + START_LIMIT_MS;
    for (;;) {
      const port = this.messages.find(isIt)?.port;
      if (port !== undefined) return port;
      if (this.process.exitCode !== null || Date.now() > timeout)
        throw new Error(`${this.name} did not start:\n${this.output.slice(-3_000)}`);
      await new Promise<void>((resolveWait) => {
        const done = () => {
          clearTimeout(timer);
          this.listeners.delete(done);
          resolveWait();
        };
        const timer = setTimeout(done, 1_000);
        this.listeners.add(done);
      });
    }
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((resolveEnd) => this.process.once('exit', resolveEnd));
    this.process.kill('SIGTERM');
    const hard = setTimeout(() => this.process.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(hard);
  }
}
