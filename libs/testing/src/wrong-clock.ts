import { jest } from '@jest/globals';

const HOUR_MS = 3_600_000;

/** Does something while this process believes it to be some hours later (or earlier, if negative); timers stay the real ones. */
export async function withWrongClock<Answer>(hours: number, work: () => Promise<Answer>): Promise<Answer> {
  jest.useFakeTimers({
    now: Date.now() + hours * HOUR_MS,
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
  try {
    return await work();
  } finally {
    jest.useRealTimers();
  }
}
