import type { Answer } from '../answer.js';
import { unauthenticated, unauthorised } from '../gateway-fault.js';
import type { OAuthState } from './oauth-state.js';

const TOKEN_LENGTH_MIN = 20;
const TOKEN_LENGTH_MAX = 4096;
const ACCOUNTING = 'com.intuit.quickbooks.accounting';

/** What the gateway holds against a call's token, or `null` when it may pass. */
export function refuseBearer(
  state: OAuthState,
  call: { authorization: string | undefined; realmId: string; nowMs: number },
): Answer | null {
  const value = bearerValue(call.authorization);
  const refuse = (detail: string): Answer => unauthenticated(detail, call.nowMs);
  if (value === undefined) return refuse('Missing bearer token');
  if (value.length < TOKEN_LENGTH_MIN || value.length > TOKEN_LENGTH_MAX) {
    return refuse('Malformed bearer token: too short or too long');
  }
  const token = state.accessTokens.get(value);
  const grant = token === undefined ? undefined : state.grants.get(token.grantId);
  if (token === undefined || grant === undefined || grant.revoked) return refuse('Token revoked');
  if (token.expiresMs <= call.nowMs) return refuse(`Token expired: ${value.slice(-6)}`);
  if (grant.realmId !== call.realmId || !grant.scope.split(' ').includes(ACCOUNTING))
    return unauthorised(call.nowMs);
  return null;
}

/** Whose token a call carries; empty when it carries none that is known. */
export function clientOf(state: OAuthState, authorization: string | undefined): string {
  const token = state.accessTokens.get(bearerValue(authorization) ?? '');
  return state.grants.get(token?.grantId ?? '')?.clientId ?? '';
}

function bearerValue(authorization: string | undefined): string | undefined {
  return /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]?.trim();
}
