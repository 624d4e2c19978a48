import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startedAt } from './process-identity.mjs';
import { isStillOurs, stopInOrder } from './stop-process.mjs';

/** @typedef {import('./stop-process.mjs').StartedProcess} StartedProcess */
/** @typedef {{ owner: { pid: number, startedAt: string }, started: StartedProcess[] }} Record */

/**
 * What this script has started, on disk as well, so that someone can clean up after it if it is killed. One file
 * per script, because `npm start` and `npm test` may run at the same time.
 * @param {string} dataDir
 */
export function openRecord(dataDir) {
  const file = join(dataDir, 'pids', `${process.pid}.json`);
  const owner = { pid: process.pid, startedAt: startedAt(process.pid) ?? '' };
  /** @type {Map<number, StartedProcess>} */
  const started = new Map();
  const save = () => {
    mkdirSync(join(dataDir, 'pids'), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify({ owner, started: [...started.values()] }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return {
    file,
    all: () => [...started.values()],
    /** @param {StartedProcess} each */
    add(each) {
      started.set(each.pid, each);
      save();
    },
    /** @param {number} pid */
    remove(pid) {
      if (started.delete(pid)) save();
    },
    close: () => rmSync(file, { force: true }),
  };
}

/** @param {string} file @returns {Record | undefined} */
export function readRecord(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether the script that wrote the record is still running. @param {Record} record */
export const ownerLives = ({ owner }) => startedAt(owner.pid) === owner.startedAt;

/** The scripts of this clone that are running and have started something. @param {string} dataDir */
export function ownersAlive(dataDir) {
  const records = recordFiles(dataDir).map(readRecord);
  return records.flatMap((record) => (record !== undefined && ownerLives(record) ? [record.owner.pid] : []));
}

/**
 * Ends what scripts that were killed have left behind.
 * @param {string} dataDir
 * @returns {Promise<number[]>} the numbers of the scripts that had left something
 */
export async function stopLeftovers(dataDir) {
  const orphaned = [];
  for (const file of recordFiles(dataDir)) {
    const record = readRecord(file);
    if (record !== undefined && ownerLives(record)) continue;
    if (record !== undefined) {
      await stopInOrder(record.started.filter(isStillOurs));
      orphaned.push(record.owner.pid);
    }
    rmSync(file, { force: true });
  }
  return orphaned;
}

/** @param {string} dataDir */
function recordFiles(dataDir) {
  try {
    const names = readdirSync(join(dataDir, 'pids'));
    return names.filter((name) => name.endsWith('.json')).map((name) => join(dataDir, 'pids', name));
  } catch {
    return [];
  }
}
