import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type Clock, virtualClock } from './clock.js';
import { modelRuns } from './model-runs.js';
import { play } from './play.js';
import { everyday, habits } from './posting-commands.js';
import { seededBugs } from './seeded-bugs.js';

/** Sequences within which a mistake has to be caught. */
const { numRuns, seed } = modelRuns(3_000, 'MODEL_BUG_RUNS');

describe('the model of postings catches', () => {
  let clock: Clock;

  beforeAll(() => {
    clock = virtualClock();
  });

  afterAll(() => void jest.useRealTimers());

  it.each(seededBugs)(
    '$mistake',
    async ({ breaks, spoil }) => {
      const result = await fc.check(
        fc.asyncProperty(
          habits,
          fc.commands(everyday, { maxCommands: 40, size: 'max' }),
          async (habit, commands) => {
            await play({ clock, scene: 'a bill', habits: habit, spoil }, commands);
          },
        ),
        { numRuns, seed, endOnFailure: true },
      );
      expect(result.failed).toBe(true);
      const { errorInstance } = result;
      expect(errorInstance instanceof Error ? errorInstance.message : '').toMatch(breaks);
    },
    120_000,
  );
});
