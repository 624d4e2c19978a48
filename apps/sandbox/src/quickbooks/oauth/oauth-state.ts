import { randomBytes } from 'node:crypto';

const ACCESS_TOKEN_BYTES = 600;
/** For a day an expired token is still told apart from one that never was. */
const EXPIRED_KEPT_MS = 86_400_000;

export interface App {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Compared byte for byte. An app without any takes every loopback address, as development keys do. */
  readonly redirectUris: readonly string[];
}

/** One consent: an app may act in one company. */
export interface Grant {
  readonly id: string;
  readonly clientId: string;
  readonly realmId: string;
  readonly scope: string;
  readonly consentedMs: number;
  /** The refresh token that counts, since when it has its value, and when it was last used. */
  refreshToken: string;
  issuedMs: number;
  lastUsedMs: number;
  revoked: boolean;
}

export interface RefreshToken {
  readonly grantId: string;
  /** When another value took its place. */
  replacedMs: number | null;
}

export interface AccessToken {
  readonly grantId: string;
  expiresMs: number;
}

export interface Code {
  readonly clientId: string;
  readonly realmId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly expiresMs: number;
  usedByGrantId: string | null;
}

export interface OAuthSettings {
  rotateEveryRefresh: boolean;
  /** How long a replaced refresh token still works; the documentation says not at all. */
  graceSeconds: number;
  /** A replaced refresh token that comes after its grace looks stolen: some providers then end the whole connection. */
  reuseRevokes: boolean;
  /** Some recorded refusals carry no description. */
  bareInvalidGrant: boolean;
}

export interface OAuthState {
  readonly apps: Map<string, App>;
  readonly grants: Map<string, Grant>;
  readonly refreshTokens: Map<string, RefreshToken>;
  readonly accessTokens: Map<string, AccessToken>;
  readonly codes: Map<string, Code>;
  readonly settings: OAuthSettings;
}

export function emptyOAuthState(): OAuthState {
  return {
    apps: new Map(),
    grants: new Map(),
    refreshTokens: new Map(),
    accessTokens: new Map(),
    codes: new Map(),
    settings: { rotateEveryRefresh: false, graceSeconds: 0, reuseRevokes: false, bareInvalidGrant: false },
  };
}

export interface Consent {
  readonly clientId: string;
  readonly realmId: string;
  readonly scope: string;
  readonly atMs: number;
  readonly refreshToken?: string | undefined;
}

export function openGrant(
  state: OAuthState,
  { clientId, realmId, scope, atMs, refreshToken }: Consent,
): Grant {
  const grant: Grant = {
    id: randomBytes(8).toString('hex'),
    clientId,
    realmId,
    scope,
    consentedMs: atMs,
    refreshToken: refreshToken ?? newRefreshToken(),
    issuedMs: atMs,
    lastUsedMs: atMs,
    revoked: false,
  };
  state.grants.set(grant.id, grant);
  state.refreshTokens.set(grant.refreshToken, { grantId: grant.id, replacedMs: null });
  return grant;
}

export function newRefreshToken(): string {
  return `RT1-${randomBytes(24).toString('hex')}`;
}

/** As long as real ones are, so that a column which is too narrow shows itself. */
export function newAccessToken(): string {
  return `eyJlbmMiOiJBMTI4Q0JDLUhTMjU2IiwiYWxnIjoiZGlyIn0..${randomBytes(ACCESS_TOKEN_BYTES).toString('base64url')}`;
}

export function newCode(): string {
  return `AB1${randomBytes(20).toString('hex')}`;
}

/** What has run out is of no use to anyone, and a sandbox that runs for days must not collect it. */
export function forgetExpired(state: OAuthState, nowMs: number): void {
  for (const [value, { expiresMs }] of state.accessTokens)
    if (expiresMs < nowMs - EXPIRED_KEPT_MS) state.accessTokens.delete(value);
  for (const [value, { expiresMs, usedByGrantId }] of state.codes)
    if (usedByGrantId === null && expiresMs < nowMs - EXPIRED_KEPT_MS) state.codes.delete(value);
}

export function revokeGrant(state: OAuthState, grant: Grant): void {
  grant.revoked = true;
  for (const [value, token] of state.accessTokens) {
    if (token.grantId === grant.id) state.accessTokens.delete(value);
  }
}
