import { setTimeout as passes } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { emptyTestRedis } from '#libs/testing';
import { RedisThrottle } from './redis-throttle.js';
import type { Caller, LimitedAccount } from './throttle.js';

const SPAN_MS = 1_500;
const HUNDRED: LimitedAccount = { id: 'hundred', limits: [{ calls: 100, perMs: SPAN_MS }], share: 1 };
const SLOW: Omit<LimitedAccount, 'id'> = { limits: [{ calls: 60, perMs: 60_000 }], share: 1 };

let redis: Redis;
let throttle: RedisThrottle;
beforeAll(async () => {
  redis = new Redis(await emptyTestRedis());
  throttle = new RedisThrottle(redis, 'test');
});
afterAll(async () => {
  await redis.quit();
});

const live = (ticket: string): Caller => ({ lane: 'live', ticket });
const backfill = (ticket: string): Caller => ({ lane: 'backfill', ticket });

/** Calls whenever it may, until the time is over. Gives when the server would have seen the calls. */
async function callAway(caller: Caller, untilMs: number): Promise<number[]> {
  const calls: number[] = [];
  while (performance.now() < untilMs) {
    const waitMs = await throttle.admit(HUNDRED, caller);
    if (waitMs === 0) calls.push(performance.now());
    else await passes(waitMs);
  }
  return calls;
}

describe('the throttle', () => {
  it('lets callers have nearly all of a limit together, and never more in any span', async () => {
    const untilMs = performance.now() + 4 * SPAN_MS;
    const callers = Array.from({ length: 6 }, (_, place) => callAway(backfill(`worker-${place}`), untilMs));
    const calls = (await Promise.all(callers)).flat().toSorted((a, b) => a - b);
    const most = Math.max(
      ...calls.map((from) => calls.filter((at) => at >= from && at < from + SPAN_MS).length),
    );
    expect(most).toBeLessThanOrEqual(100 + 6);
    // How near it comes depends on the machine; half would mean that places are not kept.
    expect(calls.length).toBeGreaterThan(4 * 100 * 0.5);
  });

  it('keeps the place of a ticket, and gives the next caller a later one', async () => {
    const account = { ...SLOW, id: 'places' };
    expect(await throttle.admit(account, live('a'))).toBe(0);
    expect(await throttle.admit(account, live('b'))).toBe(0);
    const third = await throttle.admit(account, live('c'));
    expect(third).toBeGreaterThan(900);
    expect(await throttle.admit(account, live('c'))).toBeLessThanOrEqual(third);
    expect(await throttle.admit(account, live('d'))).toBeGreaterThan(third + 900);
  });

  it('keeps a place no longer than a call is apart from the next: later, a span would hold too many', async () => {
    const account: LimitedAccount = { id: 'late', limits: [{ calls: 10, perMs: 1_000 }], share: 1 };
    await throttle.charge(account, 50);
    const cameLate = async (ms: number) => {
      await redis.hset('test:throttle:{late}:places', 'a', Date.now() - ms);
      return throttle.admit(account, live('a'));
    };
    expect(await cameLate(40)).toBe(0);
    expect(await cameLate(180)).toBeGreaterThan(3_000);
  });

  it('leaves the burst to those who are in a hurry', async () => {
    const account = { ...SLOW, id: 'lanes' };
    expect(await throttle.admit(account, backfill('a'))).toBe(0);
    expect(await throttle.admit(account, backfill('b'))).toBeGreaterThan(900);
    expect(await throttle.admit({ ...account, id: 'other' }, backfill('a'))).toBe(0);
    expect(await throttle.admit({ ...account, id: 'other' }, live('b'))).toBe(0);
  });

  it('counts what belonged to a call that was admitted', async () => {
    const account = { ...SLOW, id: 'charge' };
    await throttle.charge(account, 5);
    expect(await throttle.admit(account, live('a'))).toBeGreaterThan(3_000);
  });

  it('has everybody wait after a refusal, then go slower', async () => {
    const account = { ...SLOW, id: 'refused' };
    await throttle.slowDown(account, 5_000);
    const first = await throttle.admit(account, live('a'));
    expect(first).toBeGreaterThan(4_500);
    expect(first).toBeLessThanOrEqual(5_000);
    await throttle.admit(account, live('b'));
    const third = await throttle.admit(account, live('c'));
    expect(third - first).toBeGreaterThan(1_300);
  });

  it('remembers a pause until it is over, though it is longer than it remembers a pace', async () => {
    const hours = 3 * 3_600_000;
    await throttle.slowDown({ ...SLOW, id: 'long' }, hours);
    expect(await redis.pttl('test:throttle:{long}')).toBeGreaterThan(hours);
  });

  it('takes its share of the limit only', async () => {
    const account = { ...SLOW, id: 'share', share: 0.5 };
    expect(await throttle.admit(account, live('a'))).toBe(0);
    expect(await throttle.admit(account, live('b'))).toBeGreaterThan(1_900);
  });

  it('lets nobody call while Redis is away', async () => {
    const away = new RedisThrottle({ eval: () => Promise.reject(new Error('gone')) }, 'test');
    expect(await away.admit({ ...SLOW, id: 'away' }, live('a'))).toBeGreaterThan(0);
    await expect(away.charge({ ...SLOW, id: 'away' }, 1)).resolves.toBeUndefined();
  });
});
