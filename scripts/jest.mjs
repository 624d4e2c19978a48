import { inRoot } from './paths.mjs';

/** @typedef {import('./supervise.mjs').Run} Run */

/**
 * Runs jest and gives its exit code. What it prints goes straight to the terminal.
 * @param {Run} run
 * @param {{ args: string[], env?: NodeJS.ProcessEnv }} options
 */
export async function jest(run, { args, env = {} }) {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const { ended } = run.processes.start({
    name: 'jest',
    stage: 'tool',
    command: process.execPath,
    args: [...flags, inRoot('node_modules', 'jest', 'bin', 'jest.js'), '--ci', '--maxWorkers=2', ...args],
    env: { ...process.env, NODE_ENV: 'test', ...env },
    output: 'inherit',
  });
  const { code } = await ended;
  return code ?? 1;
}
