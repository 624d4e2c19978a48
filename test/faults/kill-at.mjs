/**
 * Loaded before a service (`node --import test/faults/kill-at.mjs dist/apps/writer/src/main.js`), by tests only. It loads what
 * the service is made of and waits for its order, so that the service itself then starts in an instant. Ordered to record,
 * it tells the parent of every await point, and again after each further message; ordered to kill, the process dies at the one that is named.
 */
import { pathToFileURL } from 'node:url';
import { watchAwaitPoints } from './await-points.mjs';

/**
 * @typedef {'before' | 'started' | 'after'} Phase
 * @typedef {{ record?: boolean, kill?: { point: string, phase: Phase } }} Order
 */

const main = process.argv[1] ?? '';
await import(pathToFileURL(main.replace(/([^/]+)\/src\/main\.js$/, '$1/src/$1.module.js')).href);

const ordered = new Promise((resolve) => process.once('message', resolve));
process.send?.({ loaded: true });
const { record, kill } = /** @type {Order} */ (await ordered);

const nothing = () => undefined;
const die = () => {
  process.kill(process.pid, 'SIGKILL');
};

/** @type {Set<string>} */
const known = new Set();
if (record) process.on('message', () => known.clear());

watchAwaitPoints((point) => {
  if (record && !known.has(point)) {
    known.add(point);
    process.send?.({ point });
  }
  const isIt = kill?.point === point;
  const at = (/** @type {Phase} */ phase) => (isIt && kill.phase === phase ? die : nothing);
  return { before: at('before'), started: at('started'), after: at('after') };
});
