import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutated } from './mutation.mjs';

/** @typedef {import('./mutation.mjs').Mutation} Mutation */
/** @typedef {import('./workshop.mjs').Workshop} Workshop */

/**
 * The named tests that are missing or red while nothing is changed.
 * @param {Workshop} workshop @param {Mutation[]} mutations @returns {Promise<string[]>}
 */
export async function greenBefore(workshop, mutations) {
  const { outcomes, broken } = await workshop.test([...new Set(mutations.map(({ spec }) => spec))]);
  const red = mutations
    .filter(({ test }) => !outcomes.some(({ title, status }) => title === test && status === 'passed'))
    .map(({ spec, test }) => `${spec}: ${test}`);
  return [...broken, ...red];
}

/**
 * Switches the rule off, runs the one test, and puts the source back.
 * @param {Workshop} workshop @param {Mutation} mutation @returns {Promise<'red' | 'survived'>}
 */
export async function redAfter(workshop, mutation) {
  const file = join(workshop.folder, mutation.file);
  const original = readFileSync(file, 'utf8');
  writeFileSync(file, mutated(original, mutation));
  try {
    const { outcomes, broken } = await workshop.test([mutation.spec], mutation.test);
    if (broken.length > 0)
      throw new Error(`"${mutation.rule}" leaves nothing that runs: ${broken.join('\n')}`);
    const named = outcomes.filter(({ title }) => title === mutation.test);
    return named.some(({ status }) => status === 'failed') ? 'red' : 'survived';
  } finally {
    writeFileSync(file, original);
  }
}
