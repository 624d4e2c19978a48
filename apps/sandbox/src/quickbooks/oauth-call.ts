import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.js';
import type { IncomingCall, Outcome } from './incoming-call.js';
import { textOf } from './json.js';
import { deliver } from './misfortune.js';
import { authorize, decide } from './oauth/authorize.js';
import type { CompanyChoice } from './oauth/consent-page.js';
import { discovery } from './oauth/discovery.js';
import { revoke } from './oauth/revoke.js';
import { realmOfTokenRequest, token } from './oauth/token-endpoint.js';
import { takeFault } from './planned-fault.js';
import { find } from './realm/realm.js';
import { send } from './send.js';
import type { World } from './world.js';

const TOKEN_PATH = '/oauth2/v1/tokens/bearer';

/** Answers what Intuit's identity hosts answer, or leaves the call to others. */
export async function answerOAuth(
  world: World,
  call: IncomingCall,
  response: ServerResponse,
): Promise<Outcome | undefined> {
  if (call.path === TOKEN_PATH && call.method === 'POST') return answerToken(world, call, response);
  const answer = pageOf(world, call);
  if (answer === undefined) return undefined;
  send(response, answer, call.method);
  return { status: answer.status, fault: null };
}

/** A token request can meet misfortunes, too: an answer that is lost after rotation is the worst of them. */
async function answerToken(world: World, call: IncomingCall, response: ServerResponse): Promise<Outcome> {
  const form = new URLSearchParams(call.body);
  const nowMs = world.clock.now().getTime();
  const realm = world.realms.get(realmOfTokenRequest(world.oauth, form) ?? '');
  const planned = realm && takeFault(realm.faults, { path: TOKEN_PATH, method: 'POST', does: 'token' });
  let mustRotate = false;
  const carryOut = (): Answer => token(world.oauth, { headers: call.headers, form, nowMs, mustRotate });
  const status = await deliver(planned, {
    response,
    method: 'POST',
    nowMs,
    carryOut,
    carryOutLate: carryOut,
    postpone: () => carryOut(),
    touchTarget: () => {},
    forceRotation: () => {
      mustRotate = true;
    },
  });
  return { status, fault: planned?.kind ?? null };
}

function pageOf(world: World, call: IncomingCall): Answer | undefined {
  const { method, path, query, body, headers, origin } = call;
  if (method === 'GET' && path === '/connect/oauth2')
    return authorize(world.oauth, query, companiesOf(world));
  if (method === 'POST' && path === '/connect/oauth2/decision') {
    const nowMs = world.clock.now().getTime();
    return decide(world.oauth, new URLSearchParams(body), nowMs, (id) => world.realms.has(id));
  }
  if (method === 'POST' && path === '/v2/oauth2/tokens/revoke')
    return revoke(world.oauth, headers.authorization, body);
  const discovers = /^\/\.well-known\/openid_(sandbox_)?configuration\/?$/.test(path);
  return method === 'GET' && discovers ? discovery(origin) : undefined;
}

function companiesOf(world: World): CompanyChoice[] {
  return [...world.realms.values()].map((realm) => ({
    realmId: realm.id,
    name: textOf(find(realm, 'CompanyInfo', '1')?.body.CompanyName) ?? realm.id,
  }));
}
