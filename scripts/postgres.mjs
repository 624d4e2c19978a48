import { join } from 'node:path';
import { freePort } from './free-port.mjs';
import { askPostgres } from './postgres-answer.mjs';
import {
  environment,
  owner,
  passwordOf,
  prepareCluster,
  servicesLogin,
  servicesPasswordOf,
} from './postgres-cluster.mjs';
import { findPostgresProgram } from './postgres-program.mjs';
import { Problem } from './problem.mjs';
import { makeServerFolder } from './unprivileged.mjs';
import { waitUntil } from './wait-until.mjs';

/**
 * @typedef {object} Place
 * @property {import('./supervise.mjs').Run} run
 * @property {string} folder
 * @property {string} cluster
 * @property {boolean} fsync
 * @property {import('./unprivileged.mjs').Identity} identity
 * @property {import('./postgres-program.mjs').PostgresProgram} program
 */

const attemptsMax = 3;
/** After a crash of the machine Postgres replays its log first. */
const readyTimeoutMs = 60_000;

/**
 * Starts our own Postgres on a free port of 127.0.0.1, with the data in the folder given.
 * @param {import('./supervise.mjs').Run} run
 * @param {{ dataDir: string, fsync: boolean }} options without fsync it is quick, and loses data with the machine
 * @returns {Promise<{ ownerUrl: string, servicesUrl: string, pid: number | undefined, stop: () => Promise<void> }>} the services' login is made by migrate
 */
export async function startPostgres(run, { dataDir, fsync }) {
  const { folder, identity } = makeServerFolder(dataDir);
  const program = findPostgresProgram(identity);
  /** @type {Place} */
  const place = { run, folder, cluster: join(folder, 'cluster'), fsync, identity, program };
  await prepareCluster(place);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const server = startServer(place, port);
    if (await isReady(server, port)) {
      server.mustStay();
      const urlFor = (/** @type {string} */ login) => `postgres://${login}@127.0.0.1:${port}/${owner}`;
      return {
        ownerUrl: urlFor(`${owner}:${passwordOf(place)}`),
        servicesUrl: urlFor(`${servicesLogin}:${servicesPasswordOf(place)}`),
        pid: server.pid,
        stop: server.stop,
      };
    }
    await server.stop();
    // The port may have been taken meanwhile, or a process of a killed server still holds its memory.
    if (attempt === attemptsMax)
      throw new Problem(['Postgres does not start:', ...server.lines].join('\n  '));
  }
}

/** @param {Place} place @param {number} port */
function startServer({ run, cluster, fsync, identity, program }, port) {
  /** @type {Record<string, string | number>} */
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    // Paths of sockets are limited to about 100 characters and a clone may lie deep: there is none.
    unix_socket_directories: '',
    max_connections: 200,
    ...(fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return run.processes.start({
    name: 'postgres',
    stage: 'postgres',
    command: join(program.folder, 'bin', 'postgres'),
    args: ['-D', cluster, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    env: environment,
    cwd: '/',
    ...identity,
    stopSignal: 'SIGINT',
    deadlineMs: 10_000,
  });
}

/** @param {ReturnType<typeof startServer>} server @param {number} port */
async function isReady(server, port) {
  let ended = false;
  void server.ended.then(() => {
    ended = true;
  });
  const answer = await waitUntil(
    async () => {
      if (ended) return 'ended';
      const { state } = await askPostgres({ host: '127.0.0.1', port, user: owner, database: owner });
      return state === 'ready' ? state : undefined;
    },
    { timeoutMs: readyTimeoutMs, everyMs: 30 },
  );
  return answer === 'ready';
}
