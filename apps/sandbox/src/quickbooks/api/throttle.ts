import type { Realm } from '../realm/realm.js';

const MINUTE_MS = 60_000;
const SECOND_MS = 1000;
/** Moments that no window needs any more are dropped so many at a time, since dropping one is as dear as dropping many. */
const OUTDATED_MAX = 1000;

/** What one company has been asked lately. */
export interface Traffic {
  readonly calls: number[];
  readonly batches: number[];
  readonly apps: Map<string, AppTraffic>;
}

export interface AppTraffic {
  readonly calls: number[];
  readonly batches: number[];
  /** Calls under way, this one included. */
  open: number;
}

export interface CallToAdmit {
  readonly clientId: string;
  readonly isBatch: boolean;
}

export function emptyTraffic(): Traffic {
  return { calls: [], batches: [], apps: new Map() };
}

export function trafficOf(realm: Realm, clientId: string): AppTraffic {
  const known = realm.traffic.apps.get(clientId);
  if (known !== undefined) return known;
  const traffic: AppTraffic = { calls: [], batches: [], open: 0 };
  realm.traffic.apps.set(clientId, traffic);
  return traffic;
}

/**
 * Counts by the real clock, since moving the virtual one must not make a caller faster. The windows slide; a call
 * that is refused does not count.
 */
export function admits(realm: Realm, { clientId, isBatch }: CallToAdmit, atMs = Date.now()): boolean {
  const { settings, traffic } = realm;
  const app = trafficOf(realm, clientId);
  const isFull =
    app.open > limit(settings.callsAtOnce) ||
    within(app.calls, SECOND_MS, atMs) >= limit(settings.callsPerSecond) ||
    within(traffic.calls, MINUTE_MS, atMs) >= limit(settings.callsPerMinute) ||
    (isBatch && within(app.batches, MINUTE_MS, atMs) >= limit(settings.batchesPerMinute)) ||
    (isBatch && within(traffic.batches, MINUTE_MS, atMs) >= limit(settings.batchesPerMinuteTogether));
  if (isFull) return false;
  remember(app.calls, SECOND_MS, atMs);
  remember(traffic.calls, MINUTE_MS, atMs);
  if (isBatch) {
    remember(app.batches, MINUTE_MS, atMs);
    remember(traffic.batches, MINUTE_MS, atMs);
  }
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

function remember(moments: number[], windowMs: number, atMs: number): void {
  moments.push(atMs);
  const outdated = moments.length - within(moments, windowMs, atMs);
  if (outdated > OUTDATED_MAX) moments.splice(0, outdated);
}
