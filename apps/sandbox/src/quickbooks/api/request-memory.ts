import type { Answer } from '../answer.js';
import { Fault, wrongLength } from '../fault.js';
import { nowMs, type Realm } from '../realm/realm.js';

const REQUEST_ID_MAX = 50;

/** The first answer to this request id, unless the company has forgotten it or never listens. */
export function remembered(realm: Realm, requestId: string): Answer | undefined {
  if (requestId.length > REQUEST_ID_MAX)
    throw new Fault([wrongLength('requestid', REQUEST_ID_MAX, requestId.length)]);
  if (realm.settings.requestIds === 'ignored') return undefined;
  const first = realm.answers.get(requestId);
  if (first === undefined) return undefined;
  const { requestIdsForgottenAfterMs } = realm.settings;
  if (requestIdsForgottenAfterMs > 0 && nowMs(realm) >= first.atMs + requestIdsForgottenAfterMs)
    return undefined;
  return { status: first.status, headers: {}, body: first.body };
}

export function remember(realm: Realm, requestId: string, answer: Answer): void {
  const { requestIds } = realm.settings;
  if (requestIds === 'ignored' || typeof answer.body !== 'string') return;
  if (answer.status !== 200 && requestIds !== 'replay-errors') return;
  realm.answers.set(requestId, { atMs: nowMs(realm), status: answer.status, body: answer.body });
}
