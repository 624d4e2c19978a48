import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import { freePort } from './free-port.mjs';
import { Problem } from './problem.mjs';
import { askRedis } from './redis-answer.mjs';
import { findRedisProgram } from './redis-program.mjs';
import { waitUntil } from './wait-until.mjs';

/** @typedef {import('./supervise.mjs').Run} Run */
/** @typedef {import('./redis-program.mjs').RedisProgram} RedisProgram */

const attemptsMax = 3;
/** Long enough for Docker to fetch the image. */
const readyTimeoutMs = 120_000;

/**
 * Starts our own Redis on a free port of 127.0.0.1, with the data in the folder given.
 * @param {Run} run
 * @param {{ dataDir: string, appendOnly: boolean, password?: string }} options
 * @returns {Promise<{ url: string, pid: number | undefined, stop: () => Promise<void> }>}
 */
export async function startRedis(run, { dataDir, appendOnly, password = randomBytes(24).toString('hex') }) {
  const program = await findRedisProgram(run);
  for (let attempt = 1; ; attempt += 1) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const place = { dataDir, appendOnly, port: await freePort(), password };
    const server = startServer(run, program, place);
    const url = `redis://:${place.password}@127.0.0.1:${place.port}`;
    if (await isReady(server, new URL(url))) {
      server.mustStay();
      return { url, pid: server.pid, stop: server.stop };
    }
    await server.stop();
    if (attempt === attemptsMax)
      throw new Problem([`${program.title} does not start:`, ...server.lines].join('\n  '));
    if (isUnreadable(server.lines)) setAside(run, dataDir);
  }
}

/**
 * Its settings go in by its standard input: a password on the command line is there for all to see.
 * @param {Run} run
 * @param {RedisProgram} program
 * @param {{ dataDir: string, appendOnly: boolean, port: number, password: string }} place
 */
function startServer(run, program, place) {
  const settings = {
    bind: program.address ?? '127.0.0.1',
    port: place.port,
    requirepass: place.password,
    dir: `"${program.folder(place.dataDir)}"`,
    appendonly: place.appendOnly ? 'yes' : 'no',
    save: '""',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} ${value}\n`);
  return run.processes.start({
    name: 'redis',
    stage: 'redis',
    command: program.command,
    args: program.args(place),
    ...(program.env && { env: program.env }),
    ...(program.container && { container: program.container }),
    input: lines.join(''),
    deadlineMs: 10_000,
  });
}

/** @param {ReturnType<typeof startServer>} server @param {URL} url */
async function isReady(server, url) {
  let ended = false;
  void server.ended.then(() => {
    ended = true;
  });
  const ask = async () => (ended ? 'ended' : (await askRedis(url)).state === 'ready' && 'ready');
  return (await waitUntil(ask, { timeoutMs: readyTimeoutMs, everyMs: 30 })) === 'ready';
}

/** @param {string[]} lines */
const isUnreadable = (lines) => lines.some((line) => /RDB|AOF|append only|Bad file format/i.test(line));

/**
 * A Redis older than the one that wrote the data cannot read them. Redis only wakes workers here, so an empty one
 * costs time and nothing else.
 * @param {Run} run @param {string} dataDir
 */
function setAside(run, dataDir) {
  const aside = `${dataDir}-unreadable-${Date.now()}`;
  renameSync(dataDir, aside);
  run.say(`Redis could not read its data, which are now in ${aside}; it starts empty.`);
}
