import type { Answer } from '../answer.js';
import { Fault, subscriptionLapsed } from '../fault.js';
import { throttled, unauthorised } from '../gateway-fault.js';
import { refuseBearer } from '../oauth/bearer.js';
import { pacificInstant } from '../pacific-time.js';
import type { Realm } from '../realm/realm.js';
import type { World } from '../world.js';
import type { ApiRequest } from './api-request.js';
import { remember, remembered } from './request-memory.js';
import { route } from './route.js';
import { admits } from './throttle.js';
import { asXml, wantsXml } from './xml.js';

/** What stands before the books: the token, the limits, the subscription, the memory of request ids. */
export function answerApi(world: World, request: ApiRequest): Answer {
  const answer = answerInJson(world, request);
  return wantsXml(request.headers.accept) ? asXml(answer) : answer;
}

function answerInJson(world: World, request: ApiRequest): Answer {
  const nowMs = world.clock.now().getTime();
  const refused = refuseBearer(world.oauth, {
    authorization: request.headers.authorization,
    realmId: request.realmId,
    nowMs,
  });
  if (refused !== null) return refused;
  const realm = world.realms.get(request.realmId);
  if (realm === undefined) return unauthorised(nowMs);
  if (!admits(realm, request.path === '/batch')) return throttled(nowMs, realm.settings.throttledCasing);
  return answerOnce(realm, request, nowMs);
}

function answerOnce(realm: Realm, request: ApiRequest, nowMs: number): Answer {
  const requestId = request.query.get('requestid');
  const writes = request.method === 'POST' && request.path !== '/query';
  try {
    if (writes && realm.settings.subscriptionLapsed) throw subscriptionLapsed();
    const first = writes && requestId !== null ? remembered(realm, requestId) : undefined;
    if (first !== undefined) return first;
  } catch (error) {
    return faultAnswer(error, nowMs);
  }
  const answer = carryOut(realm, request, nowMs);
  if (writes && requestId !== null) remember(realm, requestId, answer);
  return answer;
}

function carryOut(realm: Realm, request: ApiRequest, nowMs: number): Answer {
  try {
    const outcome = route(realm, request);
    if (typeof outcome === 'string')
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: outcome };
    const body = JSON.stringify({ ...outcome, time: pacificInstant(nowMs) });
    return { status: 200, headers: {}, body };
  } catch (error) {
    return faultAnswer(error, nowMs);
  }
}

function faultAnswer(error: unknown, nowMs: number): Answer {
  if (!(error instanceof Fault)) throw error;
  const body = JSON.stringify({ Fault: error.body(), time: pacificInstant(nowMs) });
  return { status: error.status, headers: {}, body };
}
