import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inRoot } from '../paths.mjs';
import { waitUntil } from '../wait-until.mjs';

/** @typedef {import('../services.mjs').serviceNames[number]} ServiceName */
/** @typedef {import('../processes.mjs').Running} Running */

/**
 * @typedef {object} Instance one of the processes of a service, started again whenever it ends
 * @property {string} id
 * @property {ServiceName} name
 * @property {Running | undefined} running
 * @property {number} port 0 until it has reported that it serves
 * @property {boolean} frozen
 * @property {boolean} mayEnd a fault of ours ends it, or gives it a reason to
 */

/** @type {[string, ServiceName][]} */
const wanted = [
  ['poller-1', 'poller'],
  ['poller-2', 'poller'],
  ['mapper-1', 'mapper'],
  ['mapper-2', 'mapper'],
  ['writer-1', 'writer'],
  ['writer-2', 'writer'],
  ['console', 'console'],
];

const restartAfterMs = 500;
const readyLimitMs = 90_000;

/**
 * All processes of all services, kept running as an orchestrator would.
 * @param {import('../supervise.mjs').Run} run
 * @param {{ env: NodeJS.ProcessEnv, folder: string }} options
 */
export async function startInstances(run, { env, folder }) {
  /** @type {string[]} who ended without a reason of ours */
  const deaths = [];
  const instances = wanted.map(
    ([id, name]) =>
      /** @type {Instance} */ ({ id, name, running: undefined, port: 0, frozen: false, mayEnd: false }),
  );
  for (const instance of instances) void keepRunning(run, instance, { env, folder, deaths });
  const serve = await allReady(instances);
  if (!serve) throw new Error(`The services did not become ready within ${readyLimitMs / 1000} s.`);
  return { instances, deaths };
}

/** @param {readonly Instance[]} instances whether all became ready in time */
export async function allReady(instances, { timeoutMs = readyLimitMs } = {}) {
  const look = async () => (await Promise.all(instances.map(isReady))).every(Boolean);
  return (await waitUntil(look, { timeoutMs, everyMs: 100 })) === true;
}

/** @param {Instance} instance */
export async function isReady({ port, frozen }) {
  if (port === 0 || frozen) return false;
  const url = `http://127.0.0.1:${port}/health/ready`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
  return answer?.ok === true;
}

/**
 * @param {import('../supervise.mjs').Run} run
 * @param {Instance} instance
 * @param {{ env: NodeJS.ProcessEnv, folder: string, deaths: string[] }} options
 */
async function keepRunning(run, instance, { env, folder, deaths }) {
  const log = createWriteStream(join(folder, `${instance.id}.log`), { flags: 'a' });
  while (!run.processes.isEnding()) {
    instance.mayEnd = false;
    const { ended, lines } = startOne(run, instance, { env, log });
    const { code, signal } = await ended;
    instance.port = 0;
    instance.frozen = false;
    if (run.processes.isEnding()) return;
    if (!instance.mayEnd) deaths.push(`${instance.id} ended with ${signal ?? code}: ${lines.at(-1) ?? ''}`);
    await pause(restartAfterMs);
  }
}

/**
 * @param {import('../supervise.mjs').Run} run
 * @param {Instance} instance
 * @param {{ env: NodeJS.ProcessEnv, log: import('node:fs').WriteStream }} options
 */
function startOne(run, instance, { env, log }) {
  const running = run.processes.start({
    name: instance.id,
    stage: 'service',
    command: process.execPath,
    args: ['--enable-source-maps', inRoot('dist', 'apps', instance.name, 'src', 'main.js')],
    env: { ...env, PORT: '0' },
    ipc: true,
    deadlineMs: 30_000,
  });
  instance.running = running;
  for (const stream of [running.child.stdout, running.child.stderr]) stream?.pipe(log, { end: false });
  running.child.on('message', (message) => {
    instance.port = /** @type {{ port?: number }} */ (message).port ?? 0;
  });
  return running;
}
