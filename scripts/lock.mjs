import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startedAt } from './process-identity.mjs';

/**
 * Takes the lock unless a living process holds it. The lock of a process that was killed counts as free.
 * @param {string} path
 * @returns {{ holder: number } | { release: () => void }}
 */
export function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, startedAt: startedAt(process.pid) }));
  try {
    for (;;) {
      if (linked(mine, path)) return { release: () => rmSync(path, { force: true }) };
      const holder = livingHolder(path);
      if (holder !== undefined) return { holder };
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Does something that only one script in this clone may do at a time, after waiting for its turn.
 * @template T
 * @param {string} path
 * @param {{ onWait: (holder: number) => void, work: () => Promise<T> }} options
 */
export async function withLock(path, { onWait, work }) {
  for (let told = false; ; told = true) {
    const lock = tryLock(path);
    if ('release' in lock) return await work().finally(lock.release);
    if (!told) onWait(lock.holder);
    await sleep(200);
  }
}

/** A link appears whole or not at all, so nobody reads half a lock. @param {string} from @param {string} to */
function linked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
function livingHolder(path) {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8'));
    return startedAt(holder.pid) === holder.startedAt ? Number(holder.pid) : undefined;
  } catch {
    return undefined;
  }
}
