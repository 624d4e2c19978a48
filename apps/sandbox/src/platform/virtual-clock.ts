/** A clock that runs with the real one but can be moved, so that tests need not wait for a day to pass. */
export interface VirtualClock {
  now(): Date;
  advance(ms: number): void;
  set(date: Date): void;
  /** How far the clock is from the real one; goes into the snapshot. */
  offsetMs(): number;
}

export function virtualClock(offsetMs = 0): VirtualClock {
  let offset = offsetMs;
  return {
    now: () => new Date(Date.now() + offset),
    advance: (ms) => {
      offset += ms;
    },
    set: (date) => {
      offset = date.getTime() - Date.now();
    },
    offsetMs: () => offset,
  };
}
