import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';
import { withLock } from './lock.mjs';
import { inRoot } from './paths.mjs';
import { secondsSince } from './say.mjs';
import { supervise } from './supervise.mjs';

/** @typedef {import('./supervise.mjs').Run} Run */

const sourceFolders = ['apps', 'libs'];
const configuration = ['.swcrc', 'package.json', 'scripts/build.mjs'];
const stamp = inRoot('dist', '.stamp');

/** Compiles apps and libs into dist/ unless it is what the sources say already. @param {Run} run */
export async function build(run) {
  const onWait = (/** @type {number} */ holder) => run.say(`Process ${holder} is building: waiting for it.`);
  const work = async () => {
    const begunAt = performance.now();
    const wanted = fingerprint();
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
    await compile(run, wanted);
    run.say(`Built in ${secondsSince(begunAt)} s.`);
  };
  await withLock(join(run.dataDir, 'build.lock'), { onWait, work });
}

/**
 * Into a folder aside, which then takes the place of dist/: files whose source was deleted do not linger, and
 * nobody sees half a build.
 * @param {Run} run
 * @param {string} wanted
 */
async function compile(run, wanted) {
  const fresh = inRoot(`dist.new-${process.pid}`);
  const old = inRoot(`dist.old-${process.pid}`);
  const swc = inRoot('node_modules', '@swc', 'cli', 'bin', 'swc.js');
  const options = ['--out-dir', fresh, '--copy-files', '--ignore', '**/*spec.ts', '--quiet'];
  try {
    await run.processes.complete({
      name: 'swc',
      command: process.execPath,
      args: [swc, ...sourceFolders, ...options],
    });
    writeFileSync(join(fresh, '.stamp'), wanted);
    if (existsSync(inRoot('dist'))) renameSync(inRoot('dist'), old);
    renameSync(fresh, inRoot('dist'));
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Changes when a source or a setting of the compiler changes. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of [...configuration, ...sourceFolders.flatMap(filesBelow)]) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(inRoot(file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  const entries = readdirSync(inRoot(folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('spec.ts'));
  return files.map((entry) => join(entry.parentPath, entry.name).slice(inRoot().length + 1)).sort();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await supervise(async (run) => {
    await install(run);
    await build(run);
    return 0;
  });
}
