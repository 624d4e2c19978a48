import type { Answer } from './answer.js';
import { pacificInstant } from './pacific-time.js';

interface GatewayRefusal {
  readonly status: number;
  readonly type: 'AUTHENTICATION' | 'SERVICE';
  readonly code: string;
  readonly message: string;
  readonly detail: string | null;
}

/** The gateway in front of the accounting service refuses in a shape of its own: lower-case, with null members. */
function refused(refusal: GatewayRefusal, nowMs: number): Answer {
  const { status, type, code, message, detail } = refusal;
  return {
    status,
    headers: {},
    body: {
      warnings: null,
      intuitObject: null,
      fault: { error: [{ message, detail, code, element: null }], type },
      report: null,
      queryResponse: null,
      batchItemResponse: [],
      attachableResponse: [],
      syncErrorResponse: null,
      requestId: null,
      time: nowMs,
      status: null,
      cdcresponse: [],
    },
  };
}

export function unauthenticated(detail: string, nowMs: number): Answer {
  const message = 'message=AuthenticationFailed; errorCode=003200; statusCode=401';
  const answer = refused({ status: 401, type: 'AUTHENTICATION', code: '3200', message, detail }, nowMs);
  return { ...answer, headers: { 'www-authenticate': 'Bearer realm="Intuit", error="invalid_token"' } };
}

/** The token is sound but not for this company. */
export function unauthorised(nowMs: number): Answer {
  const message = 'message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403';
  return refused({ status: 403, type: 'SERVICE', code: '3100', message, detail: null }, nowMs);
}

export interface ThrottledStyle {
  readonly throttledCasing: 'lower' | 'upper';
  readonly retryAfterSeconds: number;
}

/**
 * No recording says which casing a throttled JSON answer has, so a company can be told to use either.
 * No recording has a Retry-After either, but some claim to have seen one.
 */
export function throttled(nowMs: number, { throttledCasing, retryAfterSeconds }: ThrottledStyle): Answer {
  const message = 'message=ThrottleExceeded; errorCode=003001; statusCode=429';
  const detail = 'The request limit was reached.  Try again later';
  const headers = retryAfterSeconds > 0 ? { 'retry-after': String(retryAfterSeconds) } : {};
  if (throttledCasing === 'lower')
    return { ...refused({ status: 429, type: 'SERVICE', code: '3001', message, detail }, nowMs), headers };
  return {
    status: 429,
    headers,
    body: {
      Fault: { Error: [{ Message: message, Detail: detail, code: '3001' }], type: 'SERVICE' },
      time: pacificInstant(nowMs),
    },
  };
}
