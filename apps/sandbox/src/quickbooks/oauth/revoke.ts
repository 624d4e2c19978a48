import type { Answer } from '../answer.js';
import { isObject } from '../json.js';
import { authenticatedApp } from './client-authentication.js';
import { type OAuthState, revokeGrant } from './oauth-state.js';

/** Revoking either token ends the whole connection. */
export function revoke(state: OAuthState, authorization: string | undefined, text: string): Answer {
  const form = new URLSearchParams(text);
  const app = authenticatedApp(state, authorization, form);
  if (app === undefined) return { status: 401, headers: {}, body: { error: 'invalid_client' } };
  const value = tokenIn(text, form);
  const known = state.refreshTokens.get(value) ?? state.accessTokens.get(value);
  const grant = state.grants.get(known?.grantId ?? '');
  if (grant === undefined || grant.revoked || grant.clientId !== app.clientId) {
    return { status: 400, headers: {}, body: { error: 'invalid_request' } };
  }
  revokeGrant(state, grant);
  return { status: 200, headers: {}, body: '' };
}

function tokenIn(text: string, form: URLSearchParams): string {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) && typeof body.token === 'string' ? body.token : '';
  } catch {
    return form.get('token') ?? '';
  }
}
