import { hash } from 'node:crypto';
import type { Answer } from '../answer.js';
import { entry, Fault, wrongLength } from '../fault.js';
import { isObject, objectsOf } from '../json.js';
import { nowMs, type Realm } from '../realm/realm.js';
import type { BooksRequest } from './api-request.js';

const REQUEST_ID_MAX = 50;
const BATCH_REQUEST_ID_MAX = 36;

/** A write that names itself, so that sending it again does not write again. */
export interface NamedWrite {
  /** Under which name it is remembered; that of a batch holds the ids of its items, too. */
  readonly key: string;
  readonly fingerprint: string;
}

export function namedWrite(request: BooksRequest): NamedWrite | undefined {
  const requestId = request.query.get('requestid');
  if (requestId === null) return undefined;
  const isBatch = request.path === '/batch';
  const max = isBatch ? BATCH_REQUEST_ID_MAX : REQUEST_ID_MAX;
  if (requestId.length > max) throw new Fault([wrongLength('requestid', max, requestId.length)]);
  return {
    key: isBatch ? [requestId, ...batchIds(request.body)].join('\u0000') : requestId,
    fingerprint: hash('sha1', `${request.path}\n${request.body}`, 'base64'),
  };
}

function batchIds(body: string): string[] {
  try {
    const batch: unknown = JSON.parse(body);
    return isObject(batch) ? objectsOf(batch.BatchItemRequest).map(({ bId }) => String(bId)) : [];
  } catch {
    return [];
  }
}

/** The first answer to this write, unless the company has forgotten it or never listens. */
export function firstAnswer(realm: Realm, { key, fingerprint }: NamedWrite): Answer | undefined {
  const { requestIds, requestIdsForgottenAfterMs, requestIdReused, requestIdInFlight } = realm.settings;
  if (requestIds === 'ignored') return undefined;
  if (requestIdInFlight === 'refuse' && realm.lateCommits.some((late) => late.key === key))
    throw duplicateRequestId(409);
  const first = realm.answers.get(key);
  if (first === undefined) return undefined;
  if (requestIdsForgottenAfterMs > 0 && nowMs(realm) >= first.atMs + requestIdsForgottenAfterMs)
    return undefined;
  if (first.fingerprint !== fingerprint && requestIdReused !== 'replay') {
    if (requestIdReused === 'refuse') throw duplicateRequestId(400);
    return undefined;
  }
  return { status: first.status, headers: {}, body: first.body };
}

export function remember(realm: Realm, { key, fingerprint }: NamedWrite, answer: Answer): void {
  const { requestIds, requestIdsForgottenAfterMs, requestIdsMax } = realm.settings;
  if (requestIds === 'ignored' || typeof answer.body !== 'string') return;
  if (answer.status !== 200 && requestIds !== 'replay-errors') return;
  /** Deleted first, so that the map stays in the order of time. */
  realm.answers.delete(key);
  realm.answers.set(key, { atMs: nowMs(realm), status: answer.status, body: answer.body, fingerprint });
  realm.changes.answered.push(key);
  if (requestIdsForgottenAfterMs > 0) forget(realm, requestIdsMax);
}

function forget(realm: Realm, kept: number): void {
  for (const key of realm.answers.keys()) {
    if (realm.answers.size <= kept) return;
    realm.answers.delete(key);
  }
}

/** The code is in Intuit's list, but nobody has shown when it comes. */
function duplicateRequestId(status: number): Fault {
  const message = 'Duplicate Request ID';
  return new Fault([entry('600', message, message)], status);
}
