import { jest } from '@jest/globals';

/** The time that everything in a model goes by. */
export interface Clock {
  now(): number;
  /** Lets time pass at once. */
  advance(ms: number): void | Promise<void>;
}

const START = Date.UTC(2026, 10, 2, 9);

/** Takes `Date` over, and nothing else: promises and timers stay the real ones. Ends with `jest.useRealTimers()`. */
export function virtualClock(): Clock {
  let now = START;
  jest.useFakeTimers({
    now,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
      jest.setSystemTime(now);
    },
  };
}
