import type { Realm } from '../realm/realm.js';

const MINUTE_MS = 60_000;
const SECOND_MS = 1000;

/**
 * Counts by the real clock, since moving the virtual one must not make a caller faster. The windows slide; a call
 * that is refused does not count. A limit of 0 is no limit.
 */
export function admits(realm: Realm, isBatch: boolean, atMs = Date.now()): boolean {
  const { calls, batches } = realm.recentCalls;
  const { callsPerMinute, callsPerSecond, batchesPerMinute } = realm.settings;
  if (callsPerMinute === 0 && callsPerSecond === 0) return true;
  if (within(calls, SECOND_MS, atMs) >= limit(callsPerSecond)) return false;
  if (within(calls, MINUTE_MS, atMs) >= limit(callsPerMinute)) return false;
  if (isBatch && within(batches, MINUTE_MS, atMs) >= limit(batchesPerMinute)) return false;
  remember(calls, atMs);
  if (isBatch) remember(batches, atMs);
  return true;
}

function limit(calls: number): number {
  return calls === 0 ? Number.POSITIVE_INFINITY : calls;
}

/** How many of the moments, which are in order, lie in the window that ends now. */
function within(moments: readonly number[], windowMs: number, atMs: number): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] ?? 0) > atMs - windowMs) high = middle;
    else low = middle + 1;
  }
  return moments.length - low;
}

function remember(moments: number[], atMs: number): void {
  moments.push(atMs);
  const outdated = moments.length - within(moments, MINUTE_MS, atMs);
  if (outdated > 1000) moments.splice(0, outdated);
}
