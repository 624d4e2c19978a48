import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { outOfStep } from './installed.mjs';
import { withLock } from './lock.mjs';
import { inRoot } from './paths.mjs';
import { Problem } from './problem.mjs';
import { supervise } from './supervise.mjs';

/** @typedef {import('./supervise.mjs').Run} Run */

/** Installs the locked packages when they are missing or others. No package may run a script of its own. @param {Run} run */
export async function install(run) {
  checkNode(process.versions.node);
  const onWait = (/** @type {number} */ holder) =>
    run.say(`Process ${holder} is installing packages: waiting for it.`);
  const work = async () => {
    const reason = whyInstall();
    if (reason === undefined) return;
    run.say(`Installing packages, because ${reason}.`);
    const { command, args } = npm();
    const flags = [
      '--ignore-scripts',
      '--loglevel=error',
      '--no-audit',
      '--no-fund',
      '--include=dev',
      '--include=optional',
    ];
    // When the lockfile is at fault npm names the packages first and then explains itself at length.
    await run.processes.complete({ name: 'npm ci', command, args: [...args, 'ci', ...flags], keep: 80 });
    run.say('Packages are installed.');
  };
  await withLock(join(run.dataDir, 'install.lock'), { onWait, work });
}

/** @param {string} version */
export function checkNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Problem(
    `Billbridge needs Node 20.19 or newer; this is Node ${version}. Install a newer one from https://nodejs.org.`,
  );
}

/** @returns {string | undefined} */
function whyInstall() {
  const record = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(record)) return 'node_modules is missing or unfinished';
  const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  const differing = outOfStep(wanted, JSON.parse(readFileSync(record, 'utf8')));
  if (differing.length === 0) return undefined;
  return `${differing.length} of them differ from package-lock.json, such as ${differing[0]}`;
}

/** The npm that called us, if one did; else the one on the PATH. */
function npm() {
  const script = process.env.npm_execpath;
  const isNpm = script !== undefined && /npm-cli\.c?js$/.test(script);
  return isNpm ? { command: process.execPath, args: [script] } : { command: 'npm', args: [] };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await supervise(async (run) => {
    await install(run);
    return 0;
  });
}
