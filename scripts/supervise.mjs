import { constants } from 'node:os';
import { dataDir, makePrivateFolder } from './paths.mjs';
import { Problem, wordsOf } from './problem.mjs';
import { createProcesses } from './processes.mjs';
import { say } from './say.mjs';
import { watchNpm } from './watch-npm.mjs';

/**
 * What every command of these scripts is given.
 * @typedef {object} Run
 * @property {ReturnType<typeof createProcesses>} processes
 * @property {typeof say} say
 * @property {string} dataDir
 * @property {(undo: () => void | Promise<void>) => void} atEnd what to do when all processes have ended
 */

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** A terminal sends Ctrl-C to npm and to us, and npm passes it on: what comes within this time is the same wish. */
const echoMs = 1_000;

/**
 * Runs a command and ends the script with its exit code. However it ends (normally, by an error, by a signal),
 * everything it has started is stopped first. A second signal, later, stops it at once.
 * @param {(run: Run) => Promise<number>} command
 * @param {{ lastLine?: (exitCode: number) => string | undefined }} [options]
 */
export async function supervise(command, { lastLine } = {}) {
  makePrivateFolder(dataDir);
  const processes = createProcesses({ dataDir });
  /** @type {(() => void | Promise<void>)[]} */
  const undoing = [];
  const interrupted = interruption(processes);
  let exitCode = 1;
  try {
    const finished = command({ processes, say, dataDir, atEnd: (undo) => undoing.unshift(undo) });
    exitCode = await Promise.race([finished, processes.failure, interrupted]);
  } catch (error) {
    console.error(wordsOf(error));
    exitCode = error instanceof Problem ? error.exitCode : 1;
  }
  await processes.stopAll();
  for (const undo of undoing) await undo();
  const line = lastLine?.(exitCode);
  if (line !== undefined) console.log(line);
  process.exit(exitCode);
}

/**
 * Rejects at the first signal or unforeseen error.
 * @param {ReturnType<typeof createProcesses>} processes
 * @returns {Promise<never>}
 */
function interruption(processes) {
  return new Promise((_resolve, reject) => {
    let firstAt = Number.POSITIVE_INFINITY;
    for (const signal of signals) {
      process.on(signal, () => {
        const now = performance.now();
        const exitCode = 128 + constants.signals[signal];
        if (now < firstAt) {
          firstAt = now;
          reject(new Problem(`Stopping (${signal}).`, { exitCode }));
        } else if (now - firstAt > echoMs)
          void processes.stopAll({ atOnce: true }).finally(() => process.exit(exitCode));
      });
    }
    process.stdout.on('error', () => reject(new Problem('Stopping, because nobody reads the output.')));
    process.stderr.on('error', () => undefined);
    process.on('uncaughtException', reject);
    process.on('unhandledRejection', reject);
    watchNpm(() => reject(new Problem('Stopping, because npm has ended.', { exitCode: 129 })));
  });
}
