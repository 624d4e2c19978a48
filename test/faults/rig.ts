import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inRoot } from '../../scripts/paths.mjs';
import type { Running } from '../../scripts/processes.mjs';
import { type JsonClient, jsonClient } from '../e2e/json-client.js';
import { FaultProxy } from './fault-proxy.js';
import { OwnServers } from './own-servers.js';

export type ServiceName = 'poller' | 'mapper' | 'writer' | 'console';

const API_TOKEN = `test-${randomBytes(16).toString('hex')}`;
const START_LIMIT_MS = 60_000;

interface Message {
  readonly service?: string;
  readonly sandbox?: string;
  readonly port: number;
}

/**
 * The whole line as processes, with servers of its own and a proxy on every line: services to Postgres, to Redis and
 * to QuickBooks. What a person or the sandbox's side door does goes past the proxies.
 */
export class Rig {
  readonly running = new Map<ServiceName, Running>();
  private readonly ports = new Map<string, number>();

  readonly cin7: JsonClient;
  readonly quickBooks: JsonClient;

  constructor(
    readonly servers: OwnServers,
    readonly quickBooksLine: FaultProxy,
    private readonly env: Readonly<Record<string, string>>,
    sandbox: { readonly cin7: number; readonly quickBooks: number },
  ) {
    this.cin7 = jsonClient(`http://127.0.0.1:${sandbox.cin7}/_sandbox`);
    this.quickBooks = jsonClient(`http://127.0.0.1:${sandbox.quickBooks}/_sandbox`);
  }

  static async start(
    services: readonly ServiceName[] = ['poller', 'mapper', 'writer', 'console'],
    overrides: Readonly<Record<string, string>> = {},
  ): Promise<Rig> {
    const servers = await OwnServers.start();
    try {
      return await startOn(servers, services, overrides);
    } catch (error) {
      await servers.stop();
      throw error;
    }
  }

  /** Asked anew each time: the console may have been started again on another port. */
  get console(): JsonClient {
    return jsonClient(`http://127.0.0.1:${this.port('console')}/api/v1`, {
      authorization: `Bearer ${API_TOKEN}`,
    });
  }

  async startService(name: ServiceName, changes: Readonly<Record<string, string>> = {}): Promise<Running> {
    const service = this.servers.processes.start({
      name,
      stage: 'service',
      command: process.execPath,
      args: [inRoot('dist', 'apps', name, 'src', 'main.js')],
      env: { PATH: process.env.PATH ?? '', ...this.env, ...changes },
      ipc: true,
      keep: 5_000,
      deadlineMs: 30_000,
    });
    this.running.set(name, service);
    const { port } = await messageOf(service, (message) => message.service === name);
    this.ports.set(name, port);
    return service;
  }

  /** The process of a service, to send it signals. */
  process(name: ServiceName): Running {
    const service = this.running.get(name);
    if (!service) throw new Error(`${name} does not run.`);
    return service;
  }

  async kill(name: ServiceName): Promise<void> {
    const service = this.process(name);
    service.child.kill('SIGKILL');
    await service.ended;
  }

  /** Health of a service: 200 or 503, or 0 where it does not answer. */
  async health(name: ServiceName, of: 'live' | 'ready'): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${this.port(name)}/health/${of}`).catch(() => null);
    return answer?.status ?? 0;
  }

  /** The events of a service's log, oldest first. */
  said(name: ServiceName): string[] {
    return this.process(name).lines.map((line) => {
      try {
        return String(JSON.parse(line).msg);
      } catch {
        return line;
      }
    });
  }

  /** Past the proxy. */
  async sql<Row>(statement: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.servers.postgres.direct() });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(statement, [...parameters])).rows as Row[];
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    await this.servers.stop();
    await this.quickBooksLine.close();
  }

  private port(name: string): number {
    const port = this.ports.get(name);
    if (port === undefined) throw new Error(`${name} has not been started.`);
    return port;
  }
}

async function startOn(
  servers: OwnServers,
  services: readonly ServiceName[],
  overrides: Readonly<Record<string, string>>,
): Promise<Rig> {
  const sandbox = await startSandbox(servers);
  const direct = `http://127.0.0.1:${sandbox.quickBooks}`;
  const line = await FaultProxy.before(direct);
  const stores = { DATABASE_URL: servers.postgres.url, REDIS_URL: servers.redis.url };
  await servers.processes.complete({
    name: 'migrate',
    command: process.execPath,
    args: [inRoot('dist', 'libs', 'persistence', 'src', 'migrate.js')],
    env: { PATH: process.env.PATH ?? '', ...stores, MIGRATION_DATABASE_URL: servers.postgres.direct() },
  });
  const env = {
    ...stores,
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    BILLBRIDGE_ENVIRONMENT: 'test',
    CIN7_API_URL: `http://127.0.0.1:${sandbox.cin7}/ExternalApi/v2`,
    QUICKBOOKS_API_URL: line.through(direct),
    QUICKBOOKS_AUTHORIZE_URL: `${direct}/connect/oauth2`,
    QUICKBOOKS_TOKEN_URL: `${direct}/oauth2/v1/tokens/bearer`,
    QUICKBOOKS_REVOKE_URL: `${direct}/v2/oauth2/tokens/revoke`,
    QUICKBOOKS_CLIENT_ID: 'sandbox-client',
    QUICKBOOKS_CLIENT_SECRET: 'sandbox-secret',
    CIN7_CALLS_PER_MINUTE: '1000000',
    QUICKBOOKS_CALLS_PER_MINUTE: '1000000',
    QUICKBOOKS_CALLS_PER_SECOND: '1000000',
    IN_DOUBT_LOOKUP_SECONDS: '1',
    IN_DOUBT_SETTLE_SECONDS: '3',
    API_TOKEN,
    LOG_LEVEL: 'info',
    PORT: '0',
    ...overrides,
  };
  const rig = new Rig(servers, line, env, sandbox);
  await Promise.all(services.map((name) => rig.startService(name)));
  return rig;
}

async function startSandbox({ processes }: OwnServers): Promise<{ cin7: number; quickBooks: number }> {
  const sandbox = processes.start({
    name: 'sandbox',
    stage: 'sandbox',
    command: process.execPath,
    args: [inRoot('dist', 'apps', 'sandbox', 'src', 'main.js')],
    env: {
      PATH: process.env.PATH ?? '',
      CIN7_SANDBOX_PORT: '0',
      QUICKBOOKS_SANDBOX_PORT: '0',
      SANDBOX_SIDE_DOOR: '1',
      CIN7_SANDBOX_CALLS_PER_MINUTE: '1000000',
      QUICKBOOKS_SANDBOX_CALLS_PER_MINUTE: '1000000',
      QUICKBOOKS_SANDBOX_CALLS_PER_SECOND: '1000000',
    },
    ipc: true,
  });
  const [cin7, quickBooks] = await Promise.all([
    messageOf(sandbox, (message) => message.sandbox === 'cin7'),
    messageOf(sandbox, (message) => message.sandbox === 'quickbooks'),
  ]);
  return { cin7: cin7.port, quickBooks: quickBooks.port };
}

async function messageOf({ child, lines }: Running, isIt: (message: Message) => boolean): Promise<Message> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(fail, START_LIMIT_MS);
    function fail() {
      reject(new Error(`It did not start:\n${lines.slice(-20).join('\n')}`));
    }
    child.on('message', (message: Message) => {
      if (!isIt(message)) return;
      clearTimeout(timer);
      resolve(message);
    });
    child.once('exit', fail);
  });
}
