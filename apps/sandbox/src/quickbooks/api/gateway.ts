import type { Answer } from '../answer.js';
import { throttled, unauthorised } from '../gateway-fault.js';
import { refuseBearer } from '../oauth/bearer.js';
import type { Realm } from '../realm/realm.js';
import type { World } from '../world.js';
import { answerOnce } from './answer-once.js';
import type { ApiRequest } from './api-request.js';
import { admits } from './throttle.js';
import { asXml, wantsXml } from './xml.js';

/** What stands before the books: the token and the limits. Answers in the format that the caller asks for. */
export function answerApi(world: World, request: ApiRequest): Answer {
  return inFormat(request, refusalOf(world, request) ?? answerOnce(realmOf(world, request), request));
}

export function inFormat({ headers }: ApiRequest, answer: Answer): Answer {
  return wantsXml(headers.accept) ? asXml(answer) : answer;
}

/** What the gateway holds against a call, before the books hear of it. */
export function refusalOf(world: World, { headers, realmId, clientId, path }: ApiRequest): Answer | null {
  const nowMs = world.clock.now().getTime();
  const { authorization } = headers;
  const refused = refuseBearer(world.oauth, { authorization, realmId, nowMs });
  if (refused !== null) return refused;
  const realm = world.realms.get(realmId);
  if (realm === undefined) return unauthorised(nowMs);
  if (admits(realm, { clientId, isBatch: path === '/batch' })) return null;
  return throttled(nowMs, realm.settings);
}

function realmOf(world: World, { realmId }: ApiRequest): Realm {
  const realm = world.realms.get(realmId);
  if (realm === undefined) throw new Error(`There is no company ${realmId}.`);
  return realm;
}
