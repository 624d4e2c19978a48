import { createHmac, randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { commandLine, startedAt } from './process-identity.mjs';
import { stopProcess } from './stop-process.mjs';

/** @typedef {import('./postgres.mjs').Place} Place */

/** Who owns the one database of our own Postgres, which has the same name. */
export const owner = 'billbridge';

/** Whom the services come as: someone who owns nothing. */
export const servicesLogin = 'billbridge_app';

/** Servers of an unprivileged user must not see our secrets, and behave the same everywhere. */
export const environment = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Makes sure that there are data of the right version that no other server uses. @param {Place} place */
export async function prepareCluster(place) {
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) await createCluster(place);
  checkMajorVersion(place);
  await endEarlierServer(place.cluster);
}

/** @param {Place} place */
export const passwordOf = ({ folder }) => readFileSync(join(folder, 'password'), 'utf8').trim();

/** Made from the owner's, so that both are new when the data are. @param {Place} place */
export const servicesPasswordOf = (place) =>
  createHmac('sha256', passwordOf(place)).update(servicesLogin).digest('hex');

/** Under another name until it is complete, so that an interrupted start leaves nothing that looks like data. @param {Place} place */
async function createCluster(place) {
  const { run, folder, cluster, identity, program, fsync } = place;
  const unfinished = join(folder, 'unfinished');
  for (const each of [cluster, unfinished]) rmSync(each, { recursive: true, force: true });
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${owner}`, '--auth=scram-sha-256', `--pwfile=${writePassword(place)}`];
  const haste = fsync ? [] : ['--no-sync'];
  const common = { env: environment, cwd: '/', ...identity };
  await run.processes.complete({
    name: 'initdb',
    command: join(program.folder, 'bin', 'initdb'),
    args: [...haste, '--no-instructions', ...locale, ...access, '-D', unfinished],
    ...common,
  });
  await run.processes.complete({
    name: 'postgres',
    command: join(program.folder, 'bin', 'postgres'),
    args: ['--single', '-D', unfinished, 'postgres'],
    input: `create database ${owner};\n`,
    ...common,
  });
  renameSync(unfinished, cluster);
}

/** @param {Place} place */
function writePassword({ folder, identity: { uid, gid } }) {
  const file = join(folder, 'password');
  rmSync(file, { force: true });
  writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
  return file;
}

/** @param {Place} place */
function checkMajorVersion({ cluster, folder, program }) {
  const found = Number(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'));
  if (found === program.major) return;
  throw new Problem(
    `${folder} holds data of Postgres ${found}, and the embedded Postgres is version ${program.major}. ` +
      'Remove the data of the demo with npm run clean, or give a server of your own as DATABASE_URL.',
  );
}

/**
 * A server that was killed leaves its number behind, and the number may belong to someone else by now: then
 * Postgres would refuse to start. If it really is a server on these data, it is one of ours that lost its parent.
 * @param {string} cluster
 */
async function endEarlierServer(cluster) {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  const since = startedAt(pid);
  if (since !== undefined && commandLine(pid).includes(cluster)) {
    await stopProcess({ pid, startedAt: since, stopSignal: 'SIGINT', deadlineMs: 10_000 });
  }
  rmSync(file, { force: true });
}
