const CALLS_MAX = 10_000;

/** One call as it was received. Of the credentials only the names are kept, never the values. */
export interface Call {
  readonly at: string;
  readonly accountId: string | null;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authHeaders: readonly string[];
  readonly status: number;
  readonly durationMs: number;
}

/** The latest calls; older ones make room. */
export class CallLog {
  private readonly ring: Call[] = [];
  private written = 0;

  add(call: Call): void {
    this.ring[this.written % CALLS_MAX] = call;
    this.written += 1;
  }

  /** Oldest first. */
  all(): Call[] {
    const start = this.written > CALLS_MAX ? this.written % CALLS_MAX : 0;
    return [...this.ring.slice(start), ...this.ring.slice(0, start)];
  }

  clear(): void {
    this.ring.length = 0;
    this.written = 0;
  }
}
