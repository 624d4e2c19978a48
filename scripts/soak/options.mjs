import { parseArgs } from 'node:util';
import { Problem } from '../problem.mjs';

/** A night and a half: beyond this the books of the emulators outgrow a small machine. */
const minutesMax = 720;

/**
 * @param {string[]} args
 * @param {() => number} newSeed
 * @returns {{ minutes: number, seed: number }} how long faults and work go on, and what decides them
 */
export function soakOptions(args, newSeed) {
  const { minutes, seed } = parsed(args);
  return {
    minutes: within('--minutes', minutes ?? '20', { min: 0.1, max: minutesMax }),
    seed: Math.trunc(within('--seed', seed ?? String(newSeed()), { min: 0, max: 2 ** 32 - 1 })),
  };
}

/** @param {string[]} args */
function parsed(args) {
  try {
    return parseArgs({ args, options: { minutes: { type: 'string' }, seed: { type: 'string' } } }).values;
  } catch (error) {
    throw new Problem(`${/** @type {Error} */ (error).message} npm run soak knows --minutes and --seed.`, {
      exitCode: 2,
    });
  }
}

/** @param {string} name @param {string} text @param {{ min: number, max: number }} bounds */
function within(name, text, { min, max }) {
  const value = Number(text);
  if (text.trim() !== '' && value >= min && value <= max) return value;
  throw new Problem(`${name} is ${text}; it must be a number from ${min} to ${max}.`, { exitCode: 2 });
}
