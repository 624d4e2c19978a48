import { randomBytes } from 'node:crypto';
import { Problem } from './problem.mjs';
import { onPath, outputOf } from './programs.mjs';
import { redisFromDebian } from './redis-from-debian.mjs';

/** @typedef {import('./supervise.mjs').Run} Run */

/**
 * How to run a Redis here.
 * @typedef {object} RedisProgram
 * @property {string} title for the line of progress
 * @property {string} command
 * @property {(place: { dataDir: string, port: number }) => string[]} args
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(dataDir: string) => string} folder the data folder as the server sees it
 * @property {string} [container] its name, if it is one
 * @property {string} [address] where it listens as the server sees it
 */

/** The image is small and its licence is free. */
const image = 'valkey/valkey:8-alpine';

const remedy =
  'Redis is needed and was not found. Install it (Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis), ' +
  'start Docker, or give a server of your own: REDIS_URL=redis://host:6379.';

/** The first of the ways to a Redis that works here. @param {Run} run @returns {Promise<RedisProgram>} */
export async function findRedisProgram(run) {
  const installed = onPath('redis-server') ?? onPath('valkey-server');
  if (installed !== undefined) return native(installed);
  if (dockerAnswers()) return container();
  const fetched = await redisFromDebian(run);
  if (fetched !== undefined) {
    const libraries = [...fetched.libraries, process.env.LD_LIBRARY_PATH ?? ''].filter((each) => each !== '');
    return { ...native(fetched.command), env: { ...process.env, LD_LIBRARY_PATH: libraries.join(':') } };
  }
  const brewed = await brew(run);
  if (brewed !== undefined) return native(brewed);
  throw new Problem(remedy);
}

/** @param {string} command @returns {RedisProgram} */
function native(command) {
  return { title: command, command, args: () => ['-'], folder: (dataDir) => dataDir };
}

function dockerAnswers() {
  if (onPath('docker') === undefined) return false;
  return (
    outputOf('docker', ['version', '--format', '{{.Server.Version}}'], { timeoutMs: 5_000 }) !== undefined
  );
}

/** The client stays in the foreground and passes signals on; the container goes when it ends. @returns {RedisProgram} */
function container() {
  const name = `billbridge-redis-${randomBytes(4).toString('hex')}`;
  const user = `${process.getuid?.()}:${process.getgid?.()}`;
  const run = ['run', '--rm', '--interactive', '--name', name, '--user', user];
  return {
    title: `Docker (${image})`,
    command: 'docker',
    args: ({ dataDir, port }) => {
      const doors = ['--publish', `127.0.0.1:${port}:${port}`, '--volume', `${dataDir}:/data`];
      return [...run, ...doors, image, 'valkey-server', '-'];
    },
    folder: () => '/data',
    container: name,
    address: '0.0.0.0',
  };
}

/** @param {Run} run */
async function brew(run) {
  const command = onPath('brew');
  if (process.platform !== 'darwin' || command === undefined) return undefined;
  run.say('Installing Redis with Homebrew.');
  await run.processes.complete({ name: 'brew', command, args: ['install', 'redis'] });
  return onPath('redis-server') ?? onPath('valkey-server');
}
