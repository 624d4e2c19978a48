import { RemoteError } from '#libs/http';
import type { Concealed } from './concealed.js';
import type { IssuedTokens } from './oauth.js';

/** Longer than the time-out of one exchange, so that no lease ends under a holder at work. */
const LEASE_SECONDS = 60;
/** A token this near its end is renewed first: the call itself takes time. */
const EARLY_MS = 5 * 60_000;
const WAIT_STEP_MS = 250;
/** Together shorter than the lease. */
const SAVE_ATTEMPTS_MAX = 6;
const SAVE_WAIT_MS = 1_000;
const WAIT_STEPS_MAX = 100;

export interface TokenPair {
  readonly realmId: string;
  readonly version: number;
  readonly refreshToken: Concealed;
  readonly accessToken: Concealed | null;
  readonly accessExpiresAt: Date | null;
}

/** Where the one row of tokens of each connection is kept. */
export interface TokenStore {
  current(connectionId: string): Promise<TokenPair>;
  lease(connectionId: string, seconds: number): Promise<string | null>;
  release(connectionId: string, leaseToken: string): Promise<void>;
  save(connectionId: string, version: number, tokens: IssuedTokens): Promise<boolean>;
}

export interface TokenBrokerOptions {
  readonly store: TokenStore;
  readonly refresh: (refreshToken: Concealed) => Promise<IssuedTokens>;
  /** The refresh token is dead: only a person's new consent helps. */
  readonly onExpired: (connectionId: string, why: string) => Promise<void>;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/**
 * Gives access tokens. One exchange at a time for each connection, across all processes; what an exchange gives is
 * stored before anybody uses it, because the old refresh token may be dead from that moment.
 */
export class TokenBroker {
  private readonly inThisProcess = new Map<string, Promise<Concealed>>();

  constructor(private readonly options: TokenBrokerOptions) {}

  /**
   * A token that is good for some minutes. With `refused`, one that is not that one. With `realmId`, none but one of that
   * company: throws where the connection is another's, so that no call goes to one company with the token of another.
   */
  async accessToken(
    connectionId: string,
    refused: Concealed | null = null,
    realmId: string | null = null,
  ): Promise<Concealed> {
    const stored = await this.options.store.current(connectionId);
    if (realmId !== null && stored.realmId !== realmId)
      throw new Error(`Connection ${connectionId} is one of company ${stored.realmId}, not of ${realmId}`);
    return usable(stored, refused) ?? this.joinRenewal(connectionId, refused);
  }

  private async joinRenewal(connectionId: string, refused: Concealed | null): Promise<Concealed> {
    const running = this.inThisProcess.get(connectionId);
    if (running) {
      const token = await running;
      // The renewal may have begun without knowing of this refusal, and have found the refused token good.
      return isRefused(token, refused) ? this.joinRenewal(connectionId, refused) : token;
    }
    const renewal = this.renew(connectionId, refused).finally(() => this.inThisProcess.delete(connectionId));
    this.inThisProcess.set(connectionId, renewal);
    return renewal;
  }

  private async renew(connectionId: string, refused: Concealed | null): Promise<Concealed> {
    for (let step = 0; step < WAIT_STEPS_MAX; step += 1) {
      const lease = await this.options.store.lease(connectionId, LEASE_SECONDS);
      if (lease) {
        try {
          return await this.exchange(connectionId, refused);
        } finally {
          await this.options.store.release(connectionId, lease);
        }
      }
      await (this.options.wait ?? sleep)(WAIT_STEP_MS);
      const renewed = usable(await this.options.store.current(connectionId), refused);
      if (renewed) return renewed;
    }
    throw new RemoteError(
      'not-sent',
      'Another process is renewing the QuickBooks token and has not finished',
    );
  }

  private async exchange(connectionId: string, refused: Concealed | null): Promise<Concealed> {
    const stored = await this.options.store.current(connectionId);
    const renewedMeanwhile = usable(stored, refused);
    if (renewedMeanwhile) return renewedMeanwhile;
    try {
      const issued = await this.options.refresh(stored.refreshToken);
      if (await this.saved(connectionId, stored.version, issued)) return issued.accessToken;
    } catch (error) {
      if (!(error instanceof RemoteError) || error.failure !== 'unauthorised') throw error;
      const again = await this.options.store.current(connectionId);
      if (again.version === stored.version) {
        await this.options.onExpired(connectionId, error.message);
        throw error;
      }
    }
    // Somebody stored other tokens meanwhile, say by connecting anew: theirs count.
    const current = usable(await this.options.store.current(connectionId), refused);
    if (current) return current;
    throw new RemoteError('not-sent', 'The QuickBooks tokens changed during the exchange: try again');
  }

  /** What was issued exists nowhere else, and the token before it may be dead: the database is given time to come back. */
  private async saved(connectionId: string, version: number, issued: IssuedTokens): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.options.store.save(connectionId, version, issued);
      } catch (error) {
        if (attempt >= SAVE_ATTEMPTS_MAX) throw error;
        await (this.options.wait ?? sleep)(SAVE_WAIT_MS * attempt);
      }
    }
  }
}

function usable({ accessToken, accessExpiresAt }: TokenPair, refused: Concealed | null): Concealed | null {
  if (!accessToken || !accessExpiresAt) return null;
  if (accessExpiresAt.getTime() - Date.now() < EARLY_MS) return null;
  return isRefused(accessToken, refused) ? null : accessToken;
}

function isRefused(token: Concealed, refused: Concealed | null): boolean {
  return refused !== null && token.reveal() === refused.reveal();
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
