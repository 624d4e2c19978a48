import type { AttemptOutcome, AttemptResult } from '#libs/persistence';
import { RemoteError, STALE_OBJECT, type Written } from '#libs/quickbooks';

/** What one call came to: the document, or why there is none. */
export type Call =
  | { readonly ok: true; readonly written: Written }
  | { readonly ok: false; readonly error: RemoteError };

/** Only these seven differ in what happens next. Anything that is no clear answer is `unknown`. */
export function outcomeOf(call: Call): Exclude<AttemptOutcome, 'lost'> {
  if (call.ok) return 'posted';
  const { failure, code } = call.error;
  return failure === 'rejected' && code === STALE_OBJECT ? 'stale' : failure;
}

export function attemptOf(call: Call, startedAt: Date): AttemptResult {
  const outcome = outcomeOf(call);
  if (call.ok)
    return {
      outcome,
      startedAt,
      httpStatus: call.written.status,
      faultCode: null,
      detail: null,
      traceId: call.written.traceId,
    };
  const { status, code, message, traceId } = call.error;
  return { outcome, startedAt, httpStatus: status, faultCode: code, detail: message, traceId };
}

/** Turns an exception of the client into a result; what is no `RemoteError` may hide a write that was carried out. */
export async function callOf(work: Promise<Written>): Promise<Call> {
  try {
    return { ok: true, written: await work };
  } catch (error) {
    if (error instanceof RemoteError) return { ok: false, error };
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, error: new RemoteError('unknown', `The answer could not be used: ${message}`) };
  }
}
