import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onPath, outputOf } from './programs.mjs';

/** @typedef {import('./supervise.mjs').Run} Run */
/** @typedef {{ command: string, libraries: string[] }} UnpackedRedis */

/** What the server needs beyond a bare Debian or Ubuntu, for when apt does not tell. */
const usualPackages = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1'];

/**
 * A Redis out of the packages of Debian or Ubuntu, unpacked into a folder of ours: it needs no root, changes
 * nothing on the machine, and starts no service there.
 * @param {Run} run
 * @returns {Promise<UnpackedRedis | undefined>}
 */
export async function redisFromDebian(run) {
  const home = join(run.dataDir, 'redis-program');
  if (unpacked(home) === undefined && onPath('apt-get') && onPath('dpkg')) {
    run.say('Fetching Redis from the packages of this system, into .data/ only.');
    const fresh = mkdtempSync(`${home}-`);
    try {
      await fetchPackages(run, fresh);
      if (!existsSync(home)) renameSync(fresh, home);
    } catch (error) {
      run.say(`That did not work: ${error instanceof Error ? error.message : error}`);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  return unpacked(home);
}

/** @param {Run} run @param {string} folder */
async function fetchPackages(run, folder) {
  const debs = join(folder, 'debs');
  mkdirSync(debs);
  let options = /** @type {string[]} */ ([]);
  if (outputOf('apt-cache', ['show', 'redis-server']) === undefined) options = await freshLists(run, folder);
  await run.processes.complete({
    name: 'apt-get download',
    command: 'apt-get',
    args: [...options, 'download', ...neededPackages(options)],
    cwd: debs,
  });
  for (const deb of readdirSync(debs).filter((name) => name.endsWith('.deb'))) {
    await run.processes.complete({ name: 'dpkg', command: 'dpkg', args: ['-x', join(debs, deb), folder] });
  }
  rmSync(debs, { recursive: true });
}

/** Images of containers come without lists of packages: get them, aside. @param {Run} run @param {string} folder */
async function freshLists(run, folder) {
  const [state, cache] = [join(folder, 'debs', 'state'), join(folder, 'debs', 'cache')];
  for (const each of [join(state, 'lists', 'partial'), join(cache, 'archives', 'partial')]) {
    mkdirSync(each, { recursive: true });
  }
  const known = ['-o', 'Dir::State::status=/var/lib/dpkg/status'];
  const options = ['-o', `Dir::State=${state}`, '-o', `Dir::Cache=${cache}`, ...known];
  await run.processes.complete({ name: 'apt-get update', command: 'apt-get', args: [...options, 'update'] });
  return options;
}

/** What an installation would bring that this system lacks. @param {string[]} options */
function neededPackages(options) {
  const args = [...options, '--simulate', '--no-install-recommends', 'install', 'redis-server'];
  const plan = outputOf('apt-get', args, { timeoutMs: 30_000 }) ?? '';
  const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
  return missing.length > 0 ? missing : usualPackages;
}

/** @param {string} home @returns {UnpackedRedis | undefined} */
function unpacked(home) {
  const command = join(home, 'usr', 'bin', 'redis-server');
  if (!existsSync(command)) return undefined;
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' });
  const libraries = files
    .filter((file) => /\.so(\.\d+)*$/.test(file))
    .map((file) => join(home, dirname(file)));
  return { command, libraries: [...new Set(libraries)] };
}
