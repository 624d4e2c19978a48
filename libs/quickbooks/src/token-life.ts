import type { Concealed } from './concealed.js';
import type { TokenPair } from './token-store.js';

/** A token is renewed at 75 % of its life, give or take a little, so that processes do not all come at once. */
const RENEWED_AT_LEFT_SHARE = 0.25;
const JITTER_SHARE = 0.05;
/** No call takes longer. */
const ALIVE_SECONDS = 60;

/** The share of a token's life that is left when it is renewed; `random` is from 0 up to 1. */
export function renewalShare(random: number): number {
  return RENEWED_AT_LEFT_SHARE + JITTER_SHARE * (2 * random - 1);
}

/** The access token if it is good for long enough that nobody need renew it. */
export function freshToken(pair: TokenPair, refused: Concealed | null, share: number): Concealed | null {
  return pair.accessSecondsLeft > share * pair.accessLifeSeconds ? notRefused(pair, refused) : null;
}

/** The access token if it is good for one more call, while somebody renews it. */
export function aliveToken(pair: TokenPair, refused: Concealed | null): Concealed | null {
  return pair.accessSecondsLeft > ALIVE_SECONDS ? notRefused(pair, refused) : null;
}

export function isRefused(token: Concealed, refused: Concealed | null): boolean {
  return refused !== null && token.reveal() === refused.reveal();
}

function notRefused({ accessToken }: TokenPair, refused: Concealed | null): Concealed | null {
  return accessToken && !isRefused(accessToken, refused) ? accessToken : null;
}
