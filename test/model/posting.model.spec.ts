import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type Clock, virtualClock } from './clock.js';
import { modelRuns } from './model-runs.js';
import { play } from './play.js';
import { everyday, habits, restoring } from './posting-commands.js';

const { numRuns, seed } = modelRuns(10_000);
const HOURS_MS = 12 * 3_600_000;

describe('the life of a posting, in whatever order things happen', () => {
  let clock: Clock;

  beforeAll(() => {
    clock = virtualClock();
  });

  afterAll(() => void jest.useRealTimers());

  it(
    `P1 P3 P4 P5 P6 P7 P8 nothing is there twice, and in the end nothing is lost (MODEL_SEED=${seed})`,
    async () => {
      const seen = { excused: 0, posted: 0, inDoubt: 0, needsReview: 0 };
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('a bill' as const, 'a bill and its vendor' as const),
          habits,
          fc.commands(everyday, { maxCommands: 40, size: 'max' }),
          async (scene, habit, commands) => {
            const told = await play({ clock, scene, habits: habit }, commands);
            seen.excused += told.isExcused ? 1 : 0;
            seen.posted += told.states.has('posted') ? 1 : 0;
            seen.inDoubt += told.states.has('in-doubt') ? 1 : 0;
            seen.needsReview += told.states.has('needs-review') ? 1 : 0;
          },
        ),
        { numRuns, seed },
      );
      process.stdout.write(`${JSON.stringify(seen)}\n`);
      // A model that hardly ever gets there, or is excused too often, tests little.
      expect(Math.min(seen.posted, seen.inDoubt)).toBeGreaterThan(numRuns / 10);
      expect(seen.excused).toBeLessThan(numRuns / 5);
    },
    HOURS_MS,
  );

  it(
    `P12 a restored database makes nothing twice (MODEL_SEED=${seed})`,
    async () => {
      await fc.assert(
        fc.asyncProperty(
          habits,
          fc.commands([...everyday, ...restoring, ...restoring], { maxCommands: 40, size: 'max' }),
          async (habit, commands) => {
            await play({ clock, scene: 'a bill', habits: habit }, commands);
          },
        ),
        { numRuns: Math.ceil(numRuns / 5), seed },
      );
    },
    HOURS_MS,
  );
});
