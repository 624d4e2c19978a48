import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PacedCalls } from './paced-calls.js';
import type { Caller, LimitedAccount, Throttle } from './throttle.js';

const account: LimitedAccount = { id: 'a', limits: [{ calls: 60, perMs: 60_000 }], share: 1 };
const caller: Caller = { lane: 'live', ticket: 'run' };

/** Answers what it is told to, and counts what it let in and what it was told of. */
function setup(waits: readonly number[] = []) {
  const counted = { letIn: 0, charged: 0 };
  const answers = [...waits];
  const throttle: Throttle = {
    admit: async () => {
      const waitMs = answers.shift() ?? 0;
      if (waitMs === 0) counted.letIn += 1;
      return waitMs;
    },
    charge: async (_account, calls) => {
      counted.charged += calls;
    },
    slowDown: async () => undefined,
  };
  return { calls: new PacedCalls(throttle, account), counted };
}

describe('the calls of paced steps', () => {
  it('are one that was let in, and further ones that are counted', async () => {
    const { calls, counted } = setup();
    await calls.admit(caller);
    for (let call = 0; call < 3; call += 1) await calls.beforeCall();
    expect(counted).toEqual({ letIn: 1, charged: 2 });
  });

  it('are all counted of one who never asks', async () => {
    const { calls, counted } = setup();
    await calls.beforeCall();
    expect(counted).toEqual({ letIn: 0, charged: 1 });
  });

  it('are not let in by an answer to wait', async () => {
    const { calls, counted } = setup([1_000, 0]);
    expect(await calls.admit(caller)).toBe(1_000);
    expect(await calls.admit(caller)).toBe(0);
    await calls.beforeCall();
    expect(counted).toEqual({ letIn: 1, charged: 0 });
  });

  it('are as many as the throttle knows of, whatever the steps need, but for a place that is still held', async () => {
    const steps = fc.array(fc.nat({ max: 4 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(steps, async (needs) => {
        const { calls, counted } = setup();
        for (const need of needs) {
          await calls.admit(caller);
          for (let call = 0; call < need; call += 1) await calls.beforeCall();
        }
        const made = needs.reduce((sum, need) => sum + need, 0);
        const held = needs.at(-1) === 0 ? 1 : 0;
        expect(counted.letIn + counted.charged).toBe(made + held);
      }),
    );
  });
});
