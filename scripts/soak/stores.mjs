import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { startPostgres } from '../postgres.mjs';
import { startRedis } from '../redis.mjs';
import { FaultProxy } from './fault-proxy.mjs';

/** @typedef {import('../supervise.mjs').Run} Run */

/**
 * A Postgres of our own behind a proxy, whose address stays when the server moves. It keeps its data as in production:
 * without that a commit might be lost with the server.
 * @param {Run} run @param {string} folder
 */
export async function soakPostgres(run, folder) {
  const begin = () => startPostgres(run, { dataDir: join(folder, 'postgres'), fsync: true });
  let server = await begin();
  const proxy = await FaultProxy.before(server.servicesUrl);
  return {
    proxy,
    url: proxy.through(server.servicesUrl),
    /** Past the proxy, as the owner. */
    ownerUrl: () => server.ownerUrl,
    /** Sessions are thrown out and nothing is finished, as when the machine is lost. */
    restart: async () => {
      const { pid, stop } = server;
      const stopped = stop();
      if (pid !== undefined) process.kill(pid, 'SIGQUIT');
      await stopped;
      server = await begin();
      proxy.retarget(server.servicesUrl);
    },
    /** @template Row @param {string} statement @param {readonly unknown[]} [values] @returns {Promise<Row[]>} */
    rows: async (statement, values = []) => {
      const client = new pg.Client({ connectionString: server.ownerUrl });
      client.on('error', () => undefined);
      await client.connect();
      try {
        return (await client.query(statement, [...values])).rows;
      } finally {
        await client.end().catch(() => undefined);
      }
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof soakPostgres>>} SoakPostgres */

/** @param {Run} run @param {string} folder */
export async function soakRedis(run, folder) {
  const password = randomBytes(16).toString('hex');
  const begin = () => startRedis(run, { dataDir: join(folder, 'redis'), appendOnly: true, password });
  let server = await begin();
  const proxy = await FaultProxy.before(server.url);
  return {
    proxy,
    url: proxy.through(server.url),
    restart: async () => {
      const { pid, stop } = server;
      const stopped = stop();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      await stopped;
      server = await begin();
      proxy.retarget(server.url);
    },
    flush: async () => {
      const client = new Redis(server.url);
      client.on('error', () => undefined);
      await client.flushall().finally(() => client.disconnect());
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof soakRedis>>} SoakRedis */
