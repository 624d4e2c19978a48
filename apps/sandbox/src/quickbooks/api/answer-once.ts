import type { Answer } from '../answer.js';
import { Fault, subscriptionLapsed } from '../fault.js';
import { pacificInstant } from '../pacific-time.js';
import { nowMs, type Realm } from '../realm/realm.js';
import { type BooksRequest, isWrite } from './api-request.js';
import { firstAnswer, namedWrite, remember } from './request-memory.js';
import { route } from './route.js';

/** Asks the books, or their memory when they have carried this very write out before. */
export function answerOnce(realm: Realm, request: BooksRequest): Answer {
  return faultsAnswered(realm, () => {
    if (!isWrite(request)) return carryOut(realm, request);
    if (realm.settings.subscriptionLapsed) throw subscriptionLapsed();
    const named = namedWrite(request);
    if (named === undefined) return carryOut(realm, request);
    const first = firstAnswer(realm, named);
    if (first !== undefined) return first;
    const answer = carryOut(realm, request);
    remember(realm, named, answer);
    return answer;
  });
}

/** Asks the books without asking whether they have done it before. */
export function carryOut(realm: Realm, request: BooksRequest): Answer {
  return faultsAnswered(realm, () => {
    const outcome = route(realm, request);
    if (typeof outcome === 'string')
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: outcome };
    const body = JSON.stringify({ ...outcome, time: pacificInstant(nowMs(realm)) });
    return { status: 200, headers: {}, body };
  });
}

function faultsAnswered(realm: Realm, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const body = JSON.stringify({ Fault: error.body(), time: pacificInstant(nowMs(realm)) });
    return { status: error.status, headers: {}, body };
  }
}
