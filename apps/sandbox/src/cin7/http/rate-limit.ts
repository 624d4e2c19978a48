const WINDOW_MS = 60_000;

/** Counts an account's calls over the last 60 seconds. A refused call does not count. */
export class RateLimit {
  private readonly calls = new Map<string, number[]>();

  /** Takes one call if the window has room for it. */
  take(accountId: string, limit: number, nowMs: number): boolean {
    const recent = (this.calls.get(accountId) ?? []).filter((at) => at > nowMs - WINDOW_MS && at <= nowMs);
    const hasRoom = recent.length < limit;
    if (hasRoom) recent.push(nowMs);
    this.calls.set(accountId, recent);
    return hasRoom;
  }

  forget(): void {
    this.calls.clear();
  }
}
