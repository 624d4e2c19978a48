import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type Clock, virtualClock } from './clock.js';
import type { Rotation } from './fake-intuit.js';
import { modelRuns } from './model-runs.js';
import { seededTokenBugs } from './seeded-token-bugs.js';
import { tokenCommands } from './token-commands.js';
import { type SpoilBroker, TokenWorld } from './token-world.js';

const { numRuns, seed } = modelRuns(10_000);
const HOURS_MS = 12 * 3_600_000;

describe('the tokens of one connection, in whatever order things happen', () => {
  let clock: Clock;

  beforeAll(() => {
    clock = virtualClock();
  });

  afterAll(() => void jest.useRealTimers());

  function property(told: (world: TokenWorld) => void, spoil?: SpoilBroker) {
    return fc.asyncProperty(
      fc.constantFrom<Rotation[]>('grace', 'strict'),
      fc.commands(tokenCommands, { maxCommands: 40, size: 'max' }),
      async (rotation, commands) => {
        const world = new TokenWorld({ clock, rotation, ...(spoil ? { spoil } : {}) });
        await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
        told(world);
        await world.rest();
      },
    );
  }

  it(
    `T1 T2 T3 T4 nobody is left without a token whom a token could reach (MODEL_SEED=${seed})`,
    async () => {
      const seen = { exchanged: 0, ended: 0 };
      await fc.assert(
        property(({ store, isExpired }) => {
          seen.exchanged += store.version > 3 ? 1 : 0;
          seen.ended += isExpired ? 1 : 0;
        }),
        { numRuns, seed },
      );
      process.stdout.write(`${JSON.stringify(seen)}\n`);
      expect(Math.min(seen.exchanged, seen.ended)).toBeGreaterThan(numRuns / 50);
    },
    HOURS_MS,
  );

  it.each(seededTokenBugs)(
    'the model catches $mistake',
    async ({ breaks, spoil }) => {
      const result = await fc.check(
        property(() => undefined, spoil),
        { numRuns: 3_000, seed, endOnFailure: true },
      );
      expect(result.failed).toBe(true);
      const { errorInstance } = result;
      expect(errorInstance instanceof Error ? errorInstance.message : '').toMatch(breaks);
    },
    120_000,
  );
});
