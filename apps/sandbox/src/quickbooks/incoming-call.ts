import type { IncomingHttpHeaders } from 'node:http';

export interface IncomingCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Where the caller found the sandbox. */
  readonly origin: string;
}

/** What became of a call: the status that the caller saw, if any, and the misfortune that struck it, if any. */
export interface Outcome {
  readonly status: number | null;
  readonly fault: string | null;
}

export function plainHeaders(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  const plain: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(headers))
    plain[name] = Array.isArray(value) ? value.join(', ') : value;
  return plain;
}
