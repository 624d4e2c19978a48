import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './answer.js';
import { entry, Fault } from './fault.js';
import { throttled, unauthenticated } from './gateway-fault.js';
import { pacificInstant } from './pacific-time.js';
import type { FaultKind, PlannedFault } from './planned-fault.js';
import { send, sendBlownUp, sendHalf, sendSlowly } from './send.js';

export interface Delivery {
  readonly response: ServerResponse;
  readonly method: string;
  readonly nowMs: number;
  /** Carries the call out; a misfortune decides whether and when. */
  carryOut(): Answer;
  /** Takes the call without carrying it out yet; answers only what is refused at the door. */
  postpone(afterMs: number): Answer | null;
  /** Carries the call out with an index that is so far behind. */
  carryOutLate(lagMs: number): Answer;
  /** Someone edits the object that the call is about to change. */
  touchTarget(): void;
  /** Lets the token endpoint issue a new refresh token whether or not it is time. */
  forceRotation(): void;
}

/** The status that the caller saw, or `null` for none. */
type Strike = (planned: PlannedFault, delivery: Delivery) => number | null | Promise<number | null>;

export async function deliver(planned: PlannedFault | undefined, delivery: Delivery): Promise<number | null> {
  return planned === undefined
    ? sent(delivery, delivery.carryOut())
    : strikes[planned.kind](planned, delivery);
}

const HUGE_BYTES = 20 * 1024 * 1024;

const strikes: Readonly<Record<FaultKind, Strike>> = {
  'commit-then-drop': carriedOut((_answer, _planned, delivery) => dropped(delivery)),
  'commit-then-504': carriedOut((_answer, { status = 504 }, delivery) => sent(delivery, proxyPage(status))),
  truncated: carriedOut((answer, _planned, { response, method }) => {
    sendHalf(response, answer, method);
    return null;
  }),
  empty: carriedOut((answer, _planned, delivery) => sent(delivery, { ...answer, body: '' })),
  'wrong-type': carriedOut(({ status, headers, body }, _planned, delivery) =>
    sent(delivery, { status, headers: { ...headers, 'content-type': 'text/html' }, body }),
  ),
  gzip: carriedOut((answer, { sizeBytes = 0 }, delivery) =>
    sendBlownUp(delivery.response, answer, { method: delivery.method, sizeBytes, isZipped: true }),
  ),
  huge: carriedOut((answer, { sizeBytes = HUGE_BYTES }, delivery) =>
    sendBlownUp(delivery.response, answer, { method: delivery.method, sizeBytes, isZipped: false }),
  ),
  'slow-body': ({ afterMs }, { response, method, carryOut }) =>
    sendSlowly(response, carryOut(), { method, durationMs: afterMs }),
  'commit-late': ({ afterMs, status }, delivery) => {
    const refused = delivery.postpone(afterMs);
    if (refused !== null) return sent(delivery, refused);
    return status === undefined ? dropped(delivery) : sent(delivery, proxyPage(status));
  },
  'reset-before': hung((_planned, delivery) => dropped(delivery)),
  'status-500': hung((_planned, delivery) => sent(delivery, systemFailure(delivery.nowMs))),
  'status-503': hung((_planned, delivery) => sent(delivery, proxyPage(503))),
  html: hung(({ committed, status = 502 }, delivery) => {
    if (committed === true) delivery.carryOut();
    return sent(delivery, proxyPage(status));
  }),
  'throttle-429': hung(({ retryAfterSeconds = 0 }, delivery) =>
    sent(delivery, throttled(delivery.nowMs, { throttledCasing: 'lower', retryAfterSeconds })),
  ),
  'unauthorised-401': hung((_planned, delivery) =>
    sent(delivery, unauthenticated('Token expired', delivery.nowMs)),
  ),
  slow: hung((_planned, delivery) => sent(delivery, delivery.carryOut())),
  'stale-page': ({ afterMs }, delivery) => sent(delivery, delivery.carryOutLate(afterMs)),
  'touch-before-update': hung((_planned, delivery) => {
    delivery.touchTarget();
    return sent(delivery, delivery.carryOut());
  }),
  'lost-rotation': hung((_planned, delivery) => {
    delivery.forceRotation();
    delivery.carryOut();
    return dropped(delivery);
  }),
  'invalid-grant': hung((_planned, delivery) =>
    sent(delivery, { status: 400, headers: {}, body: { error: 'invalid_grant' } }),
  ),
};

/** The call hangs, and then it happens. */
function hung(strike: Strike): Strike {
  return async (planned, delivery) => {
    if (planned.afterMs > 0) await wait(planned.afterMs);
    return strike(planned, delivery);
  };
}

/** The call is carried out at once; only its answer hangs. */
function carriedOut(
  strike: (answer: Answer, planned: PlannedFault, delivery: Delivery) => number | null,
): Strike {
  return async (planned, delivery) => {
    const answer = delivery.carryOut();
    if (planned.afterMs > 0) await wait(planned.afterMs);
    return strike(answer, planned, delivery);
  };
}

function dropped({ response }: Delivery): null {
  response.destroy();
  return null;
}

function sent({ response, method }: Delivery, answer: Answer): number {
  send(response, answer, method);
  return answer.status;
}

function systemFailure(nowMs: number): Answer {
  const message = 'An application error has occurred while processing your request';
  const fault = new Fault(
    [entry('10000', message, 'System Failure Error: Unexpected Internal Error')],
    500,
    'SystemFault',
  );
  return { status: 500, headers: {}, body: { Fault: fault.body(), time: pacificInstant(nowMs) } };
}

const TITLES: Readonly<Record<number, string>> = {
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Time-out',
};

function proxyPage(status: number): Answer {
  const title = `${status} ${TITLES[status] ?? 'Error'}`;
  const body = `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}
