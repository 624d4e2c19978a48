import { join } from 'node:path';
import { tryLock } from './lock.mjs';
import { dataDir } from './paths.mjs';
import { Problem } from './problem.mjs';

/**
 * Only one command at a time may use the data of the demo.
 * @param {string} purpose what the caller wants to do
 */
export function lockDemo(purpose) {
  const lock = tryLock(join(dataDir, 'lock'));
  if ('release' in lock) return lock;
  throw new Problem(
    `Cannot ${purpose}: npm start of this clone is running (process ${lock.holder} holds .data/lock). ` +
      `Stop it first, with Ctrl-C in its terminal or kill ${lock.holder}.`,
  );
}
