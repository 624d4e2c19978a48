import { z } from 'zod';
import { type HttpAnswer, RemoteError, retryAfterMs } from '#libs/http';

/** Two casings are in use: `Fault` from the API itself, `fault` from the gateway in front of it. */
const ErrorEntry = z.object({
  Message: z.string().nullish(),
  message: z.string().nullish(),
  Detail: z.string().nullish(),
  detail: z.string().nullish(),
  code: z.coerce.string().nullish(),
  element: z.string().nullish(),
});
const FaultBody = z.union([
  z.object({ Fault: z.object({ Error: z.array(ErrorEntry).min(1) }) }).transform(({ Fault }) => Fault.Error),
  z.object({ fault: z.object({ error: z.array(ErrorEntry).min(1) }) }).transform(({ fault }) => fault.error),
]);

/** A document was changed since its sync token was read. Source: Intuit's error list. */
export const STALE_OBJECT = '5010';
/** Unknown, deleted or inactive. */
export const OBJECT_NOT_FOUND = '610';
export const DUPLICATE_NAME = '6240';
/** A vendor on which money is open stays active. */
export const HAS_BALANCE = '6220';
export const DUPLICATE_DOCUMENT_NUMBER = '6140';
export const PERIOD_CLOSED = ['6200', '6210'];
/** The request id has been seen: an earlier sending of the same intention may well have been carried out. */
const DUPLICATE_REQUEST_ID = '600';
const SYSTEM_FAILURE = '10000';
/** Source: seen by others when two programs add names at once; the code alone stands for any rule of the books. */
const BUSY_WITH_NAMES = /only add or edit one name at a time/i;

/** QuickBooks adds or edits one name at a time, and was at another: refused for certain, and good a moment later. */
export function isBusyWithNames({ failure, detail }: RemoteError): boolean {
  return failure === 'rejected' && BUSY_WITH_NAMES.test(detail ?? '');
}

/** The document that has the number already, as fault 6140 names it. */
export function holderOfNumber({ code, detail }: RemoteError): string | null {
  if (code !== DUPLICATE_DOCUMENT_NUMBER) return null;
  return /TxnId=(\d+)/.exec(detail ?? '')?.[1] ?? null;
}

/** Faults that do not tell whether the write was carried out. */
const UNDECIDED: readonly (string | null)[] = [DUPLICATE_REQUEST_ID, SYSTEM_FAILURE];

/** Statuses that do not tell it either, whatever fault comes with them: a time-out, and the same request under way. */
const UNDECIDED_STATUSES: readonly number[] = [408, 409];

/** The company as a whole is closed: the subscription has ended; the user has no access, wrong cluster, locked, in maintenance. */
const CLOSED_COMPANY = ['6190', '100', '120', '130', '140', '150'];
/** A feature of the subscription is closed to us, which concerns one kind of document. */
const CLOSED_FEATURE = ['5020', '5030'];

/** It is no fault of the request, and was not carried out: each further one would be refused in the same way. */
function isLockedOut(status: number, code: string | null): boolean {
  if (code && CLOSED_COMPANY.includes(code)) return status < 500;
  return status === 403 && !(code && CLOSED_FEATURE.includes(code));
}

/** Intuit says: wait a minute. No Retry-After is documented. Source: limits and throttles. */
const THROTTLE_WAIT_MS = 60_000;

/**
 * What an answer of QuickBooks means for us, or null where it is good. A 4xx with a readable fault is a definite
 * refusal; a 2xx that cannot be read, and any 5xx, may hide a write that was carried out.
 */
export function failureOf(answer: HttpAnswer, now: Date): RemoteError | null {
  const fault = faultOf(answer.body);
  if (answer.status >= 200 && answer.status < 300 && !fault) return null;
  const { status } = answer;
  const facts = {
    status,
    code: fault?.code ?? null,
    detail: fault?.detail ?? null,
    element: fault?.element ?? null,
    traceId: answer.headers.intuit_tid ?? null,
  };
  const said = fault
    ? `${fault.message}${fault.detail ? `: ${fault.detail}` : ''}`
    : 'without a readable reason';
  if (status === 429 || fault?.code === '3001')
    return new RemoteError('throttled', `QuickBooks asks for a pause (${status})`, {
      ...facts,
      retryAfterMs: retryAfterMs(answer.headers, now) ?? THROTTLE_WAIT_MS,
    });
  if (isLockedOut(status, fault?.code ?? null))
    return new RemoteError(
      'locked-out',
      `QuickBooks does not let this app into the company (${status}): ${said}. Check the subscription, the user who connected it, and that keys, environment and company belong together.`,
      facts,
    );
  if (status === 401) return new RemoteError('unauthorised', `QuickBooks refuses the token: ${said}`, facts);
  if (fault && status < 500 && !UNDECIDED.includes(fault.code) && !UNDECIDED_STATUSES.includes(status))
    return new RemoteError('rejected', `QuickBooks refused the request: ${said}`, facts);
  return new RemoteError('unknown', `QuickBooks answered ${status} ${said}`, {
    ...facts,
    retryAfterMs: retryAfterMs(answer.headers, now),
  });
}

interface Fault {
  readonly message: string;
  readonly detail: string | null;
  readonly code: string | null;
  readonly element: string | null;
}

function faultOf(body: string): Fault | null {
  if (!/"fault"/i.test(body)) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  const fault = FaultBody.safeParse(parsed);
  if (!fault.success) return null;
  const [first] = fault.data;
  const details = fault.data.map((entry) => entry.Detail ?? entry.detail).filter(Boolean);
  return {
    message: first?.Message ?? first?.message ?? 'a fault',
    detail: details.length > 0 ? details.join('; ') : null,
    code: first?.code ?? null,
    element: first?.element || null,
  };
}
