/** A clock that runs with the real one but can be moved and hurried, so that tests need not wait for a day to pass. */
export interface VirtualClock {
  now(): Date;
  advance(ms: number): void;
  set(date: Date): void;
  /** How much faster than the real one it runs from now on. */
  hurry(rate: number): void;
  rate(): number;
  /** Does something as of another moment. */
  at<Result>(ms: number, work: () => Result): Result;
  /** How far the clock is from the real one; goes into the snapshot. */
  offsetMs(): number;
}

export function virtualClock(offsetMs = 0): VirtualClock {
  let base = { realMs: Date.now(), virtualMs: Date.now() + offsetMs, rate: 1 };
  let frozenMs: number | undefined;
  const nowMs = (): number => frozenMs ?? base.virtualMs + (Date.now() - base.realMs) * base.rate;
  const restart = (virtualMs: number, rate = base.rate): void => {
    base = { realMs: Date.now(), virtualMs, rate };
  };
  return {
    now: () => new Date(nowMs()),
    advance: (ms) => restart(nowMs() + ms),
    set: (date) => restart(date.getTime()),
    hurry: (rate) => restart(nowMs(), rate),
    rate: () => base.rate,
    at: (ms, work) => {
      const before = frozenMs;
      frozenMs = ms;
      try {
        return work();
      } finally {
        frozenMs = before;
      }
    },
    offsetMs: () => nowMs() - Date.now(),
  };
}
