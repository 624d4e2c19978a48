import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './answer.js';
import { entry, Fault } from './fault.js';
import { throttled, unauthenticated } from './gateway-fault.js';
import { pacificInstant } from './pacific-time.js';
import type { PlannedFault } from './planned-fault.js';
import { send, sendHalf } from './send.js';

export interface Delivery {
  readonly response: ServerResponse;
  readonly method: string;
  readonly nowMs: number;
  /** Carries the call out; a misfortune decides whether and when. */
  carryOut(): Answer;
  /** Someone edits the object that the call is about to change. */
  touchTarget(): void;
}

/** Delivers an answer under a misfortune. Returns the status that the caller saw, or `null` for none. */
export async function deliver(planned: PlannedFault | undefined, delivery: Delivery): Promise<number | null> {
  if (planned === undefined) return sent(delivery, delivery.carryOut());
  if (planned.kind === 'slow' || planned.kind === 'reset-before') await wait(planned.afterMs);
  const committed = commits(planned) ? delivery.carryOut() : undefined;
  if (planned.kind !== 'slow' && planned.afterMs > 0) await wait(planned.afterMs);
  return strike(planned, delivery, committed);
}

function commits({ kind, committed }: PlannedFault): boolean {
  return (
    kind === 'commit-then-drop' ||
    kind === 'commit-then-504' ||
    kind === 'truncated' ||
    (kind === 'html' && committed === true)
  );
}

function strike(planned: PlannedFault, delivery: Delivery, committed: Answer | undefined): number | null {
  const { response, method, nowMs } = delivery;
  switch (planned.kind) {
    case 'commit-then-drop':
    case 'reset-before':
      response.destroy();
      return null;
    case 'truncated':
      sendHalf(response, committed ?? delivery.carryOut(), method);
      return null;
    case 'commit-then-504':
      return sent(delivery, htmlPage(504, 'Gateway Time-out'));
    case 'status-500':
      return sent(delivery, systemFailure(nowMs));
    case 'status-503':
      return sent(delivery, htmlPage(503, 'Service Unavailable'));
    case 'html':
      return sent(delivery, htmlPage(planned.status ?? 502, 'Bad Gateway'));
    case 'throttle-429':
      return sent(delivery, throttled(nowMs, 'lower'));
    case 'unauthorised-401':
      return sent(delivery, unauthenticated('Token expired', nowMs));
    case 'touch-before-update':
      delivery.touchTarget();
      return sent(delivery, delivery.carryOut());
    case 'slow':
      return sent(delivery, delivery.carryOut());
  }
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

function htmlPage(status: number, title: string): Answer {
  const body = `<html><head><title>${status} ${title}</title></head><body><h1>${status} ${title}</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}
