import { spawnSync } from 'node:child_process';
import { commandLine, startedAt } from './process-identity.mjs';
import { waitUntil } from './wait-until.mjs';

/**
 * A process that one of these scripts started.
 * @typedef {object} StartedProcess
 * @property {number} pid
 * @property {string} startedAt
 * @property {string} name
 * @property {Stage} stage
 * @property {NodeJS.Signals} stopSignal what asks it to finish its work and end
 * @property {string} mark words that its command line holds
 * @property {number} deadlineMs how long it may take to end by itself
 * @property {string} [container] the container of Docker that it runs, which may outlive it
 */

/**
 * The order of ending: what uses a server ends before the server.
 * @typedef {'tool' | 'service' | 'sandbox' | 'redis' | 'postgres'} Stage
 * @type {readonly Stage[]}
 */
export const stages = ['tool', 'service', 'sandbox', 'redis', 'postgres'];

/** Ends processes stage by stage. @param {StartedProcess[]} started @param {{ atOnce?: boolean }} [how] */
export async function stopInOrder(started, { atOnce = false } = {}) {
  for (const stage of stages) {
    const group = started.filter((each) => each.stage === stage);
    await Promise.all(group.map((each) => stopProcess(each, { atOnce })));
  }
}

/**
 * Asks a process to end, and ends it when its time is up. Only ever by number, and only while the start time
 * proves that the number still belongs to the process that we started.
 * @param {Omit<StartedProcess, 'name' | 'stage' | 'mark'>} started
 * @param {{ atOnce?: boolean }} [how]
 */
export async function stopProcess(started, { atOnce = false } = {}) {
  const isGone = () => startedAt(started.pid) !== started.startedAt;
  if (isGone()) return;
  signal(started.pid, atOnce ? 'SIGKILL' : started.stopSignal);
  const ended = await waitUntil(isGone, { timeoutMs: atOnce ? 5_000 : started.deadlineMs, everyMs: 20 });
  if (!ended) {
    signal(started.pid, 'SIGKILL');
    await waitUntil(isGone, { timeoutMs: 5_000, everyMs: 20 });
  }
  // Each of our processes leads a group of its own: this reaches the workers that it left behind.
  signal(-started.pid, 'SIGKILL');
  if (started.container !== undefined)
    spawnSync('docker', ['rm', '--force', started.container], { timeout: 10_000 });
}

/**
 * Whether a process that an earlier script recorded is still the same one, by its command line too.
 * @param {StartedProcess} started
 */
export function isStillOurs(started) {
  return startedAt(started.pid) === started.startedAt && commandLine(started.pid).includes(started.mark);
}

/** @param {number} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone, which is what was wanted.
  }
}
