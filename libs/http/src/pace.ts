import type { Limit } from './throttle.js';

/** How a limit is kept by a generic cell rate algorithm: `burst` calls at once, then one each `intervalMs`. */
export interface Pace {
  readonly intervalMs: number;
  readonly burst: number;
}

/** What a pause after idleness may be used for, of all calls in a span. More would leave the rest too far apart. */
const BURST_PART = 0.03;

/**
 * In any span there are at most the burst and what the interval lets through, together no more than the part of the limit that
 * is ours: the provider's limit is kept wherever its own spans begin.
 */
export function paceOf({ calls, perMs }: Limit, share: number): Pace {
  const ours = Math.max(1, Math.floor(calls * share));
  const burst = Math.min(Math.max(1, Math.round(ours * BURST_PART)), ours);
  return { intervalMs: perMs / Math.max(1, ours - burst), burst };
}
