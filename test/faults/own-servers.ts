import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { dataDir, makePrivateFolder } from '../../scripts/paths.mjs';
import { startPostgres } from '../../scripts/postgres.mjs';
import { createProcesses, type Processes } from '../../scripts/processes.mjs';
import { startRedis } from '../../scripts/redis.mjs';
import { removeServerFolders } from '../../scripts/unprivileged.mjs';
import { FaultProxy } from './fault-proxy.js';
import { askRedis, RedisReplica } from './redis-replica.js';

/** A server of our own behind a proxy: its address stays when it is started again. */
export interface OwnServer {
  readonly proxy: FaultProxy;
  /** By way of the proxy, as the services come. */
  readonly url: string;
  /** Past the proxy, as it is now, with all rights. */
  readonly direct: () => string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export interface OwnRedis extends OwnServer {
  /** Freezes and thaws the server itself. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** One command, past the proxy. */
  command(name: string, ...parameters: readonly string[]): Promise<unknown>;
  /** Starts a second Redis that copies this one. */
  replicate(): Promise<RedisReplica>;
}

/** A Postgres and a Redis that nobody else uses, so that they may be stopped, frozen and emptied. */
export class OwnServers {
  private constructor(
    readonly processes: Processes,
    readonly postgres: OwnServer,
    readonly redis: OwnRedis,
    private readonly folder: string,
  ) {}

  static async start(): Promise<OwnServers> {
    makePrivateFolder(dataDir);
    const folder = makePrivateFolder(join(dataDir, `test-${process.pid}-${randomBytes(4).toString('hex')}`));
    const processes = createProcesses({ dataDir: folder });
    const run = { processes, say: () => undefined, dataDir: folder, atEnd: () => undefined };
    const [postgres, redis] = await Promise.all([ownPostgres(run), ownRedis(run)]);
    return new OwnServers(processes, postgres, redis, folder);
  }

  async stop(): Promise<void> {
    for (const { proxy } of [this.postgres, this.redis]) proxy.heal();
    await this.processes.stopAll();
    await Promise.all([this.postgres.proxy.close(), this.redis.proxy.close()]);
    removeServerFolders(this.folder);
  }
}

type Run = { readonly processes: Processes; readonly dataDir: string };

async function ownPostgres(run: Run): Promise<OwnServer> {
  const begin = () => startPostgres(run, { dataDir: join(run.dataDir, 'postgres'), fsync: false });
  let server = await begin();
  const proxy = await FaultProxy.before(server.ownerUrl);
  return {
    proxy,
    url: proxy.through(server.servicesUrl),
    direct: () => server.ownerUrl,
    stop: () => server.stop(),
    start: async () => {
      server = await begin();
      proxy.retarget(server.ownerUrl);
    },
  };
}

async function ownRedis(run: Run): Promise<OwnRedis> {
  const password = randomBytes(16).toString('hex');
  const begin = (name = 'redis') =>
    startRedis(run, { dataDir: join(run.dataDir, name), appendOnly: true, password });
  let server = await begin();
  const proxy = await FaultProxy.before(server.url);
  return {
    proxy,
    url: proxy.through(server.url),
    direct: () => server.url,
    stop: () => server.stop(),
    start: async () => {
      server = await begin();
      proxy.retarget(server.url);
    },
    signal: (signal) => {
      if (server.pid === undefined) throw new Error('Redis does not run.');
      process.kill(server.pid, signal);
    },
    command: (name, ...parameters) => askRedis(server.url, name, ...parameters),
    replicate: async () => {
      const replica = await begin('redis-replica');
      return RedisReplica.of(server.url, replica.url, password, () => {
        server = replica;
        proxy.retarget(replica.url);
      });
    },
  };
}
