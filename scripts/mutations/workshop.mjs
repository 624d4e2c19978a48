import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../paths.mjs';

/** @typedef {import('../supervise.mjs').Run} Run */
/** @typedef {{ title: string, status: string }} Outcome */
/** @typedef {ReturnType<typeof makeWorkshop>} Workshop */

/**
 * A copy of the sources in which they can be spoilt and their tests run. It vanishes at the end.
 * @param {Run} run @param {NodeJS.ProcessEnv} servers where the tests find Postgres and Redis
 */
export function makeWorkshop(run, servers) {
  const folder = mkdtempSync(join(tmpdir(), 'mutations-'));
  run.atEnd(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['package.json', '.swcrc', 'jest.config.mjs', 'apps', 'libs', 'test'])
    cpSync(inRoot(name), join(folder, name), { recursive: true });
  symlinkSync(inRoot('node_modules'), join(folder, 'node_modules'));

  /**
   * Runs specs and tells how each of their tests ended, or why a spec did not run at all.
   * @param {string[]} specs @param {string} [title] of the only test to run
   * @returns {Promise<{ outcomes: Outcome[], broken: string[] }>}
   */
  async function test(specs, title) {
    const report = join(folder, 'report.json');
    rmSync(report, { force: true });
    const { ended } = run.processes.start({
      name: 'jest',
      stage: 'tool',
      command: process.execPath,
      args: jestArguments({ folder, report, specs, title }),
      cwd: folder,
      env: { ...process.env, ...servers, NODE_ENV: 'test' },
    });
    await ended;
    return outcomesOf(JSON.parse(readFileSync(report, 'utf8')));
  }

  return { folder, test };
}

/** @param {{ folder: string, report: string, specs: string[], title: string | undefined }} what */
function jestArguments({ folder, report, specs, title }) {
  return [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    inRoot('node_modules', 'jest', 'bin', 'jest.js'),
    '--rootDir',
    folder,
    '--json',
    `--outputFile=${report}`,
    '--runInBand',
    ...(title === undefined ? [] : ['--testNamePattern', title.replace(/[.[\]()|+*?^$\\{}/]/g, '\\$&')]),
    '--runTestsByPath',
    ...specs.map((spec) => join(folder, spec)),
  ];
}

/**
 * @param {{ testResults: { name: string, message: string, assertionResults: Outcome[] }[] }} report
 * @returns {{ outcomes: Outcome[], broken: string[] }}
 */
function outcomesOf({ testResults }) {
  return {
    outcomes: testResults.flatMap(({ assertionResults }) => assertionResults),
    broken: testResults
      .filter(({ assertionResults }) => assertionResults.length === 0)
      .map(({ message }) => message),
  };
}
