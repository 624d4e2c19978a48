import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Clock, virtualClock } from './clock.js';
import { memoryWorld } from './memory-world.js';
import { driveToRest } from './quiescence.js';
import type { Source, Wanted } from './source.js';
import type { World } from './world.js';

const HONEST = { requestIds: 'ignored', queryLagMs: 0 } as const;
const MINUTE_MS = 60_000;

describe('a change that is carried out long after its answer was lost', () => {
  let clock: Clock;

  beforeAll(() => {
    clock = virtualClock();
  });

  afterAll(() => void jest.useRealTimers());

  async function say(world: World, bill: Source, wanted: Wanted): Promise<void> {
    await world.want(bill, wanted);
    await world.map(bill);
  }

  it.each<[string, Wanted, number[]]>([
    ['has gone back to what was posted', { outcome: 'post', amount: 10 }, [10]],
    ['says something else again', { outcome: 'post', amount: 14 }, [14]],
    ['has taken it back', { outcome: 'withdraw' }, []],
  ])('does not stay where Cin7 %s meanwhile', async (_what, wanted, amounts) => {
    const world = memoryWorld(clock, 'a bill', HONEST);
    const [process] = world.processes;
    const bill = world.source(0);
    await world.map(bill);
    await world.sweep(process);
    await say(world, bill, { outcome: 'post', amount: 12 });
    world.quickBooks.writeFaults.push({ lateMs: 5 * MINUTE_MS });
    await world.sweep(process);
    await world.advance(2 * MINUTE_MS);
    // Looked up, and not found to be carried out.
    await world.sweep(process);
    expect(world.postingOf(bill)?.state).toBe('pending');
    await say(world, bill, wanted);
    await driveToRest(world);
    expect(world.documentsOf(bill).map(({ object }) => object.TotalAmt)).toEqual(amounts);
  });
});
