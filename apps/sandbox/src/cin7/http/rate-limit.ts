const WINDOW_MS = 60_000;

/** Moments of calls, oldest first; `first` is where those of the last minute begin. */
interface Window {
  readonly calls: number[];
  first: number;
}

/** Counts calls over the last 60 seconds, account by account or key by key. A refused call does not count. */
export class RateLimit {
  private readonly windows = new Map<string, Window>();

  /** Takes one call if the window has room for it. */
  take(who: string, limit: number, nowMs: number): boolean {
    const window = this.windowOf(who, nowMs);
    const { calls } = window;
    while (window.first < calls.length && (calls[window.first] ?? 0) <= nowMs - WINDOW_MS) window.first += 1;
    if (window.first > calls.length / 2) {
      calls.splice(0, window.first);
      window.first = 0;
    }
    const hasRoom = calls.length - window.first < limit;
    if (hasRoom) calls.push(nowMs);
    return hasRoom;
  }

  forget(): void {
    this.windows.clear();
  }

  /** A clock that was put back leaves calls of a future that has not come yet; they do not count. */
  private windowOf(who: string, nowMs: number): Window {
    const there = this.windows.get(who);
    if (there !== undefined && (there.calls.at(-1) ?? 0) <= nowMs) return there;
    const fresh = { calls: there?.calls.filter((at) => at <= nowMs) ?? [], first: 0 };
    this.windows.set(who, fresh);
    return fresh;
  }
}
