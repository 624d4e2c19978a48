import { type Answer, ok } from '../answer.js';
import { type JsonObject, textOf } from '../json.js';
import { type Grant, openGrant, revokeGrant } from '../oauth/oauth-state.js';
import { ACCOUNTING_SCOPE, type World } from '../world.js';
import { SideDoorRefusal, type SideDoorRequest } from './side-door-request.js';

/** Everything below `/_sandbox/tokens`. */
export function tokensDoor({ world, method, segments, body }: SideDoorRequest): Answer | undefined {
  if (method !== 'POST') return undefined;
  if (segments[1] === 'revoke') return revokeTokens(world, body);
  if (segments[1] === 'expire-access') return expireAccess(world, body);
  if (segments[1] === 'issue') return issue(world, body);
  return segments[1] === 'settings' ? changeOAuthSettings(world, body) : undefined;
}

function grantsOf(world: World, body: JsonObject): Grant[] {
  const realmId = textOf(body.realmId);
  if (realmId === undefined) throw new SideDoorRefusal('Send { "realmId": … }.');
  return [...world.oauth.grants.values()].filter((grant) => grant.realmId === realmId && !grant.revoked);
}

/** As when a person disconnects the app: both tokens die at once. */
function revokeTokens(world: World, body: JsonObject): Answer {
  const grants = grantsOf(world, body);
  for (const grant of grants) revokeGrant(world.oauth, grant);
  return ok({ revoked: grants.length });
}

function expireAccess(world: World, body: JsonObject): Answer {
  const grantIds = new Set(grantsOf(world, body).map(({ id }) => id));
  const nowMs = world.clock.now().getTime();
  let expired = 0;
  for (const token of world.oauth.accessTokens.values()) {
    if (!grantIds.has(token.grantId)) continue;
    token.expiresMs = Math.min(token.expiresMs, nowMs);
    expired += 1;
  }
  return ok({ expired });
}

/** As when a person consents again, without the page. */
function issue(world: World, body: JsonObject): Answer {
  const realmId = textOf(body.realmId) ?? '';
  if (!world.realms.has(realmId)) throw new SideDoorRefusal(`There is no company ${realmId}.`);
  const clientId = textOf(body.clientId) ?? 'sandbox-client';
  const atMs = world.clock.now().getTime();
  const refreshToken = textOf(body.refreshToken);
  const grant = openGrant(world.oauth, { clientId, realmId, scope: ACCOUNTING_SCOPE, atMs, refreshToken });
  return ok({ realmId, refreshToken: grant.refreshToken });
}

function changeOAuthSettings({ oauth: { settings } }: World, body: JsonObject): Answer {
  if (typeof body.rotateEveryRefresh === 'boolean') settings.rotateEveryRefresh = body.rotateEveryRefresh;
  if (typeof body.reuseRevokes === 'boolean') settings.reuseRevokes = body.reuseRevokes;
  if (typeof body.graceSeconds === 'number') settings.graceSeconds = body.graceSeconds;
  if (typeof body.bareInvalidGrant === 'boolean') settings.bareInvalidGrant = body.bareInvalidGrant;
  return ok({ ...settings });
}
