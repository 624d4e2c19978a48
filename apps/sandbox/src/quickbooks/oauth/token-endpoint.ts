import type { Answer } from '../answer.js';
import type { JsonObject } from '../json.js';
import { authenticatedApp } from './client-authentication.js';
import {
  type App,
  forgetExpired,
  type Grant,
  newAccessToken,
  newRefreshToken,
  type OAuthState,
  openGrant,
  revokeGrant,
} from './oauth-state.js';

const ACCESS_TOKEN_SECONDS = 3600;
const REFRESH_TOKEN_SECONDS = 8_726_400;
const HARD_LIMIT_SECONDS = 157_680_000;
const ROTATION_AFTER_MS = 24 * 3_600_000;
const HARD_EXPIRY_HEADER = 'x-include-refresh-token-hard-expires-in';

export interface TokenRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly form: URLSearchParams;
  readonly nowMs: number;
  /** As if the day after which refresh tokens are replaced were over. */
  readonly mustRotate?: boolean;
}

/** Exchanges a code, or refreshes. Handled in one go, so of two refreshes at once the first wins. */
export function token(state: OAuthState, request: TokenRequest): Answer {
  const app = authenticatedApp(state, request.headers.authorization, request.form);
  if (app === undefined) return refusal(401, 'invalid_client');
  const grantType = request.form.get('grant_type');
  if (grantType === 'authorization_code') return exchange(state, app, request);
  if (grantType === 'refresh_token') return refresh(state, app, request);
  return refusal(400, grantType === null ? 'invalid_request' : 'unsupported_grant_type');
}

/** A code that comes twice was probably stolen, so the tokens of its first exchange die. */
function exchange(state: OAuthState, app: App, { form, nowMs, headers }: TokenRequest): Answer {
  const code = state.codes.get(form.get('code') ?? '');
  if (code === undefined) return invalidGrant(state, 'Invalid authorization code');
  const earlier = state.grants.get(code.usedByGrantId ?? '');
  if (earlier !== undefined) {
    revokeGrant(state, earlier);
    return invalidGrant(state, 'Invalid authorization code');
  }
  const wrong = code.clientId !== app.clientId || code.redirectUri !== form.get('redirect_uri');
  if (wrong || code.expiresMs <= nowMs) return invalidGrant(state, 'Invalid authorization code');
  const grant = openGrant(state, { ...code, atMs: nowMs });
  code.usedByGrantId = grant.id;
  return tokens(state, grant, nowMs, headers);
}

function refresh(state: OAuthState, app: App, { form, nowMs, headers, mustRotate }: TokenRequest): Answer {
  const value = form.get('refresh_token');
  if (value === null || value === '') return refusal(400, 'invalid_request');
  const known = state.refreshTokens.get(value);
  const grant = state.grants.get(known?.grantId ?? '');
  if (known === undefined || grant === undefined || grant.revoked || grant.clientId !== app.clientId) {
    return invalidGrant(state);
  }
  const { rotateEveryRefresh, graceSeconds, reuseRevokes } = state.settings;
  const replaced = known.replacedMs !== null;
  if (known.replacedMs !== null && nowMs >= known.replacedMs + graceSeconds * 1000) {
    if (reuseRevokes) revokeGrant(state, grant);
    return invalidGrant(state);
  }
  const unusedTooLong = nowMs >= grant.lastUsedMs + REFRESH_TOKEN_SECONDS * 1000;
  if (unusedTooLong || nowMs >= grant.consentedMs + HARD_LIMIT_SECONDS * 1000) return invalidGrant(state);
  grant.lastUsedMs = nowMs;
  const isTime = rotateEveryRefresh || mustRotate === true || nowMs >= grant.issuedMs + ROTATION_AFTER_MS;
  if (!replaced && isTime) rotate(state, grant, nowMs);
  return tokens(state, grant, nowMs, headers);
}

function rotate(state: OAuthState, grant: Grant, nowMs: number): void {
  state.refreshTokens.set(grant.refreshToken, { grantId: grant.id, replacedMs: nowMs });
  grant.refreshToken = newRefreshToken();
  grant.issuedMs = nowMs;
  state.refreshTokens.set(grant.refreshToken, { grantId: grant.id, replacedMs: null });
}

/** The company's id is not here: only the callback tells it. */
function tokens(state: OAuthState, grant: Grant, nowMs: number, headers: TokenRequest['headers']): Answer {
  forgetExpired(state, nowMs);
  const accessToken = newAccessToken();
  state.accessTokens.set(accessToken, { grantId: grant.id, expiresMs: nowMs + ACCESS_TOKEN_SECONDS * 1000 });
  const hardSeconds = HARD_LIMIT_SECONDS - Math.floor((nowMs - grant.consentedMs) / 1000);
  const body: JsonObject = {
    token_type: 'bearer',
    expires_in: ACCESS_TOKEN_SECONDS,
    refresh_token: grant.refreshToken,
    x_refresh_token_expires_in: Math.min(REFRESH_TOKEN_SECONDS, hardSeconds),
    access_token: accessToken,
  };
  if (headers[HARD_EXPIRY_HEADER] === 'true') body.x_refresh_token_hard_expires_in = hardSeconds;
  return { status: 200, headers: tokenHeaders(), body };
}

function invalidGrant(state: OAuthState, description = 'Incorrect or invalid refresh token'): Answer {
  return refusal(400, 'invalid_grant', state.settings.bareInvalidGrant ? undefined : description);
}

function refusal(status: number, error: string, description?: string): Answer {
  const body: JsonObject = description === undefined ? { error } : { error, error_description: description };
  return { status, headers: tokenHeaders(), body };
}

function tokenHeaders(): Record<string, string> {
  return {
    'content-type': 'application/json;charset=utf-8',
    'cache-control': 'no-cache, no-store',
    pragma: 'no-cache',
  };
}

/** The company that a token request is about, so that its planned misfortunes can strike. */
export function realmOfTokenRequest(state: OAuthState, form: URLSearchParams): string | undefined {
  const known = state.refreshTokens.get(form.get('refresh_token') ?? '');
  return state.grants.get(known?.grantId ?? '')?.realmId ?? state.codes.get(form.get('code') ?? '')?.realmId;
}
