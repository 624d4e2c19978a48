import { describe, expect, it } from '@jest/globals';
import { virtualClock } from './virtual-clock.js';

const HOUR_MS = 3_600_000;

describe('the virtual clock', () => {
  it('runs with the real one until it is moved, and keeps what it was moved by', () => {
    const clock = virtualClock();
    clock.advance(HOUR_MS);
    expect(Math.abs(clock.offsetMs() - HOUR_MS)).toBeLessThan(50);
    expect(Math.abs(virtualClock(clock.offsetMs()).now().getTime() - clock.now().getTime())).toBeLessThan(50);
  });

  it('does not jump when it is hurried or slowed down', () => {
    const clock = virtualClock();
    clock.advance(HOUR_MS);
    clock.hurry(10);
    clock.hurry(1);
    expect(Math.abs(clock.offsetMs() - HOUR_MS)).toBeLessThan(500);
  });

  it('tells another moment for the length of some work, even if it fails', () => {
    const clock = virtualClock();
    expect(clock.at(1000, () => clock.now().getTime())).toBe(1000);
    expect(() =>
      clock.at(1000, () => {
        throw new Error('the work failed');
      }),
    ).toThrow('the work failed');
    expect(clock.now().getTime()).toBeGreaterThan(HOUR_MS);
  });
});
