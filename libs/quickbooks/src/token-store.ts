import type { Concealed } from './concealed.js';
import type { IssuedTokens } from './oauth.js';

export interface TokenPair {
  readonly realmId: string;
  readonly version: number;
  readonly refreshToken: Concealed;
  readonly accessToken: Concealed | null;
  /** By the clock of the store, which is the same for all processes. */
  readonly accessSecondsLeft: number;
  readonly accessLifeSeconds: number;
}

export interface EarlierToken {
  readonly historyVersion: number;
  readonly refreshToken: Concealed;
}

/** Where the one row of tokens of each connection is kept, and the refresh tokens received before. */
export interface TokenStore {
  current(connectionId: string): Promise<TokenPair>;
  lease(connectionId: string, seconds: number): Promise<string | null>;
  release(connectionId: string, leaseToken: string): Promise<void>;
  save(connectionId: string, version: number, tokens: IssuedTokens): Promise<boolean>;
  untried(connectionId: string, than: Concealed): Promise<EarlierToken | null>;
  refused(connectionId: string, historyVersion: number): Promise<void>;
}
