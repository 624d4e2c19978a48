/**
 * The kinds of failure; they are all that decides what happens next. `not-sent` may be tried again at once, because no
 * byte of the request can have arrived; `locked-out` concerns the account, not the request, and may pass by itself; `unknown` may have been carried out, so a write has to be looked up first.
 */
export type Failure = 'not-sent' | 'throttled' | 'unauthorised' | 'locked-out' | 'rejected' | 'unknown';

export interface RemoteFacts {
  readonly status: number | null;
  /** The provider's own fault code. */
  readonly code: string | null;
  readonly detail: string | null;
  /** The field of the request that the provider complained about. */
  readonly element: string | null;
  readonly retryAfterMs: number | null;
  /** What the provider's support asks for. */
  readonly traceId: string | null;
}

/**
 * A call to a provider that failed. It never holds the request, its headers or the library's own error, since errors
 * are logged and those carry tokens.
 */
export class RemoteError extends Error implements RemoteFacts {
  override readonly name = 'RemoteError';
  readonly failure: Failure;
  readonly status: number | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly element: string | null;
  readonly retryAfterMs: number | null;
  readonly traceId: string | null;

  constructor(failure: Failure, message: string, facts: Partial<RemoteFacts> = {}) {
    super(message);
    this.failure = failure;
    this.status = facts.status ?? null;
    this.code = facts.code ?? null;
    this.detail = facts.detail ?? null;
    this.element = facts.element ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.traceId = facts.traceId ?? null;
  }

  /** All callers of the account are to slow down: too much was asked, or a server that is busy has said for how long. */
  get asksForPause(): boolean {
    return this.failure === 'throttled' || this.retryAfterMs !== null;
  }
}
