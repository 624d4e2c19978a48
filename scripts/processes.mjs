import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { lastLines } from './last-lines.mjs';
import { inRoot, root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { startedAt } from './process-identity.mjs';
import { openRecord } from './process-record.mjs';
import { stopInOrder, stopProcess } from './stop-process.mjs';

/**
 * @typedef {object} Start
 * @property {string} name as it appears before its lines and in errors
 * @property {import('./stop-process.mjs').Stage} stage
 * @property {string} command
 * @property {string[]} [args]
 * @property {NodeJS.ProcessEnv} [env] its whole environment
 * @property {string} [cwd]
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {string} [input] what it reads from its standard input
 * @property {boolean} [ipc] whether it may send messages to us
 * @property {'keep' | 'prefix' | 'inherit'} [output] only kept for errors, shown with its name, or shown as it is
 * @property {number} [keep] how many of its last lines an error shows; 20 by default
 * @property {NodeJS.Signals} [stopSignal]
 * @property {number} [deadlineMs]
 * @property {string} [container] the container of Docker that the command runs
 * @property {string} [mark] words of its command line; by default the name of its program
 */

/** @typedef {ReturnType<typeof launch>} Running */

/**
 * Starts processes and answers for their end. Each leads a group of its own, so that Ctrl-C at a terminal reaches
 * only this script, which then ends them in order: services before the servers that they use.
 * @param {{ dataDir: string }} options
 */
export function createProcesses({ dataDir }) {
  const record = openRecord(dataDir);
  const { promise: failure, fail } = failurePromise();
  let guardian = /** @type {import('node:child_process').ChildProcess | undefined} */ (undefined);
  let ending = false;

  /** @param {Start} what */
  function start(what) {
    if (ending) throw new Problem(`${what.name} was not started, because everything is being stopped.`);
    guardian ??= startGuardian(record.file);
    return launch(what, { record, onLoss: (problem) => ending || fail(problem) });
  }

  /** Runs a command to its end; a failure is a Problem with its last lines. @param {Omit<Start, 'stage'>} what */
  async function complete(what) {
    const { ended, lines } = start({ ...what, stage: 'tool' });
    const end = await ended;
    if (end.code !== 0 && !ending) throw new Problem(obituary(what.name, end, lines));
  }

  async function stopAll({ atOnce = false } = {}) {
    ending = true;
    await stopInOrder(record.all(), { atOnce });
    record.close();
    if (guardian?.connected) guardian.disconnect();
  }

  return { start, complete, stopAll, failure, isEnding: () => ending };
}

/** Rejects when a process that should have stayed has ended; nobody need be listening yet. */
function failurePromise() {
  let fail = /** @type {(problem: Problem) => void} */ (() => undefined);
  /** @type {Promise<never>} */
  const promise = new Promise((_resolve, reject) => {
    fail = reject;
  });
  promise.catch(() => undefined);
  return { promise, fail };
}

/**
 * @param {Start} what
 * @param {{ record: ReturnType<typeof openRecord>, onLoss: (problem: Problem) => void }} owner
 */
function launch(what, { record, onLoss }) {
  const child = spawn(what.command, what.args ?? [], spawnOptions(what));
  const show = (/** @type {string} */ line) => console.log(`${what.name} | ${line}`);
  const lines = lastLines(child, {
    ...(what.keep && { keep: what.keep }),
    ...(what.output === 'prefix' && { pass: show }),
  });
  child.stdin?.on('error', () => undefined).end(what.input ?? '');
  const started = describe(what, child.pid);
  if (started) record.add(started);
  let stays = false;
  const ended = endOf(child).then((end) => {
    if (started) record.remove(started.pid);
    if (stays) onLoss(new Problem(obituary(what.name, end, lines)));
    return end;
  });
  /** From now on its end, before we ask for it, is a failure of everything. */
  const mustStay = () => {
    stays = true;
  };
  const stop = async () => {
    stays = false;
    if (started) await stopProcess(started);
    await ended;
  };
  return { child, pid: child.pid, name: what.name, lines, ended, mustStay, stop };
}

/** @param {Start} what @returns {import('node:child_process').SpawnOptions} */
function spawnOptions(what) {
  const stream = what.output === 'inherit' ? 'inherit' : 'pipe';
  const identity = what.uid === undefined ? {} : { uid: what.uid, gid: what.gid ?? what.uid };
  return {
    cwd: what.cwd ?? root,
    env: what.env ?? process.env,
    detached: true,
    stdio: ['pipe', stream, stream, what.ipc ? 'ipc' : 'ignore'],
    ...identity,
  };
}

/** @param {Start} what @param {number | undefined} pid @returns {import('./stop-process.mjs').StartedProcess | undefined} */
function describe(what, pid) {
  if (pid === undefined) return undefined;
  const { name, stage, command, container, stopSignal = 'SIGTERM', deadlineMs = 15_000 } = what;
  const mark = what.mark ?? basename(command);
  return {
    pid,
    startedAt: startedAt(pid) ?? '',
    name,
    stage,
    stopSignal,
    deadlineMs,
    mark,
    ...(container && { container }),
  };
}

/** @typedef {{ code: number | null, signal?: NodeJS.Signals | null, error?: Error }} End */

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<End>} */
function endOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, error }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/** @param {string} name @param {End} end @param {string[]} lines */
function obituary(name, { code, signal, error }, lines) {
  const how = error ? `could not be started: ${error.message}` : `ended with ${signal ?? `code ${code}`}`;
  return [`${name} ${how}.`, ...lines.map((line) => `  ${name} | ${line}`)].join('\n');
}

/** It must not hold our output open, nor us: it waits for us to end. @param {string} recordFile */
function startGuardian(recordFile) {
  const child = spawn(process.execPath, [inRoot('scripts', 'guardian.mjs'), recordFile], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('error', () => undefined);
  child.unref();
  child.channel?.unref();
  return child;
}
