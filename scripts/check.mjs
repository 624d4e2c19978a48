/**
 * What must hold of every commit, besides the tests: lint and format, types, layers, lockfile, manifests.
 *
 *     npm run check
 */
import { readFileSync } from 'node:fs';
import { install } from './install.mjs';
import { jest } from './jest.mjs';
import { lockfileProblems } from './lockfile-check.mjs';
import { inRoot } from './paths.mjs';
import { Problem, wordsOf } from './problem.mjs';
import { onPath } from './programs.mjs';
import { secondsSince } from './say.mjs';
import { supervise } from './supervise.mjs';

/** @typedef {import('./supervise.mjs').Run} Run */
/** @typedef {{ title: string, check: (run: Run) => Promise<string | undefined> }} Check its answer says why it was skipped */

/** @type {Check[]} */
const checks = [
  {
    title: 'lint and format',
    check: (run) => tool(run, 'biome', ['@biomejs', 'biome', 'bin', 'biome'], ['check', '.']),
  },
  { title: 'types', check: (run) => tool(run, 'tsc', ['typescript', 'bin', 'tsc'], ['-p', '.']) },
  {
    title: 'types of scripts',
    check: (run) => tool(run, 'tsc', ['typescript', 'bin', 'tsc'], ['-p', 'scripts']),
  },
  { title: 'layers', check: layers },
  { title: 'lockfile', check: lockfile },
  { title: 'manifests', check: manifests },
];

await supervise(async (run) => {
  await install(run);
  /** @type {string[]} */
  const failed = [];
  for (const { title, check } of checks) {
    const begunAt = performance.now();
    try {
      const skipped = await check(run);
      run.say(skipped ? `${title}: skipped, ${skipped}` : `${title}: passed (${secondsSince(begunAt)} s)`);
    } catch (error) {
      if (run.processes.isEnding()) throw error;
      console.error(wordsOf(error));
      run.say(`${title}: FAILED`);
      failed.push(title);
    }
  }
  run.say(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
});

/** @param {Run} run @param {string} name @param {string[]} path @param {string[]} args @returns {Promise<undefined>} */
async function tool(run, name, path, args) {
  const script = inRoot('node_modules', ...path);
  await run.processes.complete({
    name,
    command: process.execPath,
    args: [script, ...args],
    output: 'inherit',
  });
}

/** @param {Run} run @returns {Promise<undefined>} */
async function layers(run) {
  const exitCode = await jest(run, { args: ['test/layers.spec.ts'] });
  if (exitCode !== 0) throw new Problem('The table of who may import whom is broken (test/layers.spec.ts).');
}

/** @returns {Promise<undefined>} */
async function lockfile() {
  const problems = lockfileProblems(JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')));
  if (problems.length > 0) throw new Problem(['package-lock.json:', ...problems].join('\n  '));
}

/** @param {Run} run */
async function manifests(run) {
  const kubectl = onPath('kubectl');
  if (kubectl === undefined) return 'kubectl is not on the PATH';
  await run.processes.complete({
    name: 'kubectl',
    command: kubectl,
    args: ['kustomize', inRoot('k8s', 'base')],
  });
  return undefined;
}
