const CALLS_MAX = 10_000;

/** One call as it came in, at that time. Token values are never part of it. */
export interface Call {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly status: number | null;
  readonly fault: string | null;
  readonly ms: number;
}

export interface CallLog {
  add(call: Call): void;
  list(): Call[];
  clear(): void;
}

/** A ring: the oldest calls make room. */
export function emptyCallLog(): CallLog {
  let calls: Call[] = [];
  let oldest = 0;
  return {
    add: (call) => {
      if (calls.length < CALLS_MAX) calls.push(call);
      else {
        calls[oldest] = call;
        oldest = (oldest + 1) % CALLS_MAX;
      }
    },
    list: () => [...calls.slice(oldest), ...calls.slice(0, oldest)],
    clear: () => {
      calls = [];
      oldest = 0;
    },
  };
}
