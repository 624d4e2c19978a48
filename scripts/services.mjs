import { inRoot } from './paths.mjs';
import { Problem } from './problem.mjs';
import { waitUntil } from './wait-until.mjs';

/** @typedef {import('./supervise.mjs').Run} Run */
/** @typedef {{ service?: string, sandbox?: string, port?: number }} Report what a program of ours sends when it is ready */

/** The services of a deployment; each is `dist/apps/<name>/src/main.js`. */
export const serviceNames = /** @type {const} */ (['poller', 'mapper', 'writer', 'webhooks', 'console']);

const readyTimeoutMs = 90_000;

/**
 * Starts all five services and waits until each has reported the port that it serves.
 * @param {Run} run
 * @param {{ env: NodeJS.ProcessEnv, consolePort: number, webhooksPort: number }} options
 */
export async function startServices(run, { env, consolePort, webhooksPort }) {
  const ports = new Map([
    ['console', consolePort],
    ['webhooks', webhooksPort],
  ]);
  await Promise.all(
    serviceNames.map(async (name) => {
      // With 0 the system chooses a port that is free.
      const port = ports.get(name) ?? 0;
      const program = startProgram(run, { name, stage: 'service', env: { ...env, PORT: String(port) } });
      const [report] = await program.reports((each) => each.service !== undefined, 1);
      run.say(`${name} is ready on port ${report?.port}.`);
    }),
  );
}

/**
 * Starts both emulators and waits until both serve.
 * @param {Run} run
 * @param {NodeJS.ProcessEnv} env
 */
export async function startSandbox(run, env) {
  const program = startProgram(run, { name: 'sandbox', stage: 'sandbox', env });
  const reports = await program.reports((each) => each.sandbox !== undefined, 2);
  const url = (/** @type {string} */ name) =>
    `http://127.0.0.1:${reports.find((each) => each.sandbox === name)?.port}`;
  return { cin7: url('cin7'), quickBooks: url('quickbooks') };
}

/** @param {Run} run @param {{ name: string, stage: 'service' | 'sandbox', env: NodeJS.ProcessEnv }} options */
function startProgram(run, { name, stage, env }) {
  const script = inRoot('dist', 'apps', name, 'src', 'main.js');
  const running = run.processes.start({
    name,
    stage,
    command: process.execPath,
    args: ['--enable-source-maps', script],
    env,
    ipc: true,
    output: 'prefix',
    deadlineMs: 30_000,
  });
  running.mustStay();
  /** @type {Report[]} */
  const received = [];
  running.child.on('message', (message) => received.push(/** @type {Report} */ (message)));
  /** @param {(report: Report) => boolean} wanted @param {number} count */
  const reports = async (wanted, count) => {
    const enough = () => received.filter(wanted).length >= count && received.filter(wanted);
    const found = await waitUntil(enough, { timeoutMs: readyTimeoutMs, everyMs: 20 });
    if (found) return found;
    throw new Problem(
      [`${name} did not report that it is ready within ${readyTimeoutMs / 1000} s.`, ...running.lines].join(
        '\n  ',
      ),
    );
  };
  return { reports };
}
