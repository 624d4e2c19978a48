import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { paceOf } from './pace.js';

const limits = fc.record({
  calls: fc.integer({ min: 2, max: 2_000 }),
  perMs: fc.integer({ min: 1_000, max: 86_400_000 }),
});
const shares = fc.double({ min: 0.01, max: 1, noNaN: true });

describe('the pace', () => {
  it('never lets more through in a span than the part that is ours', () => {
    fc.assert(
      fc.property(limits, shares, (limit, share) => {
        const { intervalMs, burst } = paceOf(limit, share);
        const inOneSpan = burst + Math.floor(limit.perMs / intervalMs + 1e-6);
        // One call and one more are the least that can be.
        expect(inOneSpan).toBeLessThanOrEqual(Math.max(2, Math.floor(limit.calls * share)));
      }),
    );
  });

  it.each([
    ['Cin7', { calls: 60, perMs: 60_000 }, 58],
    ['QuickBooks', { calls: 500, perMs: 60_000 }, 485],
    ['QuickBooks in a second', { calls: 10, perMs: 1_000 }, 9],
  ])('leaves at least 95 of 100 calls of the limit that binds: %s', (_, limit, evenly) => {
    const { intervalMs } = paceOf(limit, 1);
    expect(Math.floor(limit.perMs / intervalMs + 1e-6)).toBe(evenly);
  });
});
