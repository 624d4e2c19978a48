import { RemoteError } from '#libs/http';
import type { Concealed } from './concealed.js';
import type { IssuedTokens } from './oauth.js';
import { aliveToken, freshToken, isRefused, renewalShare } from './token-life.js';
import type { TokenPair, TokenStore } from './token-store.js';

/** Longer than two exchanges and the saving together, so that no lease ends under a holder at work. */
const LEASE_SECONDS_MAX = 75;
const WAIT_STEP_MS = 250;
/** Together shorter than the lease. */
const WAIT_STEPS_MAX = 100;
const SAVE_ATTEMPTS_MAX = 6;
const SAVE_WAIT_MS = 1_000;
/** While Intuit does not answer and the token is still good, it is not asked at every call. */
const COOL_DOWN_MS = 60_000;

export interface TokenBrokerOptions {
  readonly store: TokenStore;
  readonly refresh: (refreshToken: Concealed, connectionId: string) => Promise<IssuedTokens>;
  /**
   * The refresh token of this version is dead: only a person's new consent helps. Gives false, and ends nothing, where
   * others were stored meanwhile.
   */
  readonly onExpired: (connectionId: string, version: number, why: string) => Promise<boolean>;
  readonly wait?: (ms: number) => Promise<unknown>;
  /** For how long a holder that went away keeps the others waiting; 75 at most, and without it. */
  readonly leaseSeconds?: number;
  /** From 0 up to 1. */
  readonly random?: () => number;
  /** Milliseconds that only ever rise. */
  readonly monotonic?: () => number;
}

/**
 * Gives access tokens. One exchange at a time for each connection, across all processes; what an exchange gives is
 * stored before anybody uses it, because the old refresh token may be dead from that moment.
 */
export class TokenBroker {
  private readonly inThisProcess = new Map<string, Promise<Concealed>>();
  private readonly leaseSeconds: number;
  /** What was issued while the database was away: the only copy. */
  private readonly unsaved = new Map<string, { readonly version: number; readonly issued: IssuedTokens }>();
  private readonly notBefore = new Map<string, number>();
  private readonly share: number;

  constructor(private readonly options: TokenBrokerOptions) {
    this.leaseSeconds = Math.min(options.leaseSeconds ?? LEASE_SECONDS_MAX, LEASE_SECONDS_MAX);
    this.share = renewalShare((options.random ?? Math.random)());
  }

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
    return this.goodEnough(connectionId, stored, refused) ?? this.joinRenewal(connectionId, refused);
  }

  private goodEnough(connectionId: string, stored: TokenPair, refused: Concealed | null): Concealed | null {
    const isCooling = this.now() < (this.notBefore.get(connectionId) ?? 0);
    return freshToken(stored, refused, this.share) ?? (isCooling ? aliveToken(stored, refused) : null);
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
      const lease = await this.options.store.lease(connectionId, this.leaseSeconds);
      if (lease) return this.exchangeUnder(lease, connectionId, refused);
      const current = await this.options.store.current(connectionId);
      const token = freshToken(current, refused, this.share) ?? aliveToken(current, refused);
      if (token) return token;
      await this.wait(WAIT_STEP_MS);
    }
    throw new RemoteError(
      'not-sent',
      'Another process is renewing the QuickBooks token and has not finished',
    );
  }

  private async exchangeUnder(
    lease: string,
    connectionId: string,
    refused: Concealed | null,
  ): Promise<Concealed> {
    try {
      const token = await this.exchange(connectionId, refused);
      this.notBefore.delete(connectionId);
      return token;
    } catch (error) {
      if (!(error instanceof RemoteError) || isDead(error)) throw error;
      this.notBefore.set(connectionId, this.now() + COOL_DOWN_MS);
      const alive = aliveToken(await this.options.store.current(connectionId), refused);
      if (alive) return alive;
      throw error;
    } finally {
      // A lease that cannot be given back ends by itself, and the token that was stored is good all the same.
      await this.options.store.release(connectionId, lease).catch(() => undefined);
    }
  }

  private async exchange(connectionId: string, refused: Concealed | null): Promise<Concealed> {
    const kept = this.unsaved.get(connectionId);
    if (kept) await this.save(connectionId, kept.version, kept.issued);
    const stored = await this.options.store.current(connectionId);
    const renewedMeanwhile = freshToken(stored, refused, this.share);
    if (renewedMeanwhile) return renewedMeanwhile;
    const token = await this.trade(connectionId, stored.version, stored.refreshToken).catch(
      (error: unknown) =>
        isDead(error) ? this.afterRefusal(connectionId, stored, error) : Promise.reject(error),
    );
    if (token) return token;
    // Somebody stored other tokens meanwhile, say by connecting anew: theirs count.
    const current = freshToken(await this.options.store.current(connectionId), refused, this.share);
    if (current) return current;
    throw new RemoteError('not-sent', 'The QuickBooks tokens changed during the exchange: try again');
  }

  /** The access token that a refresh token gives, stored; null where others were stored meanwhile. */
  private async trade(connectionId: string, version: number, token: Concealed): Promise<Concealed | null> {
    const issued = await this.options.refresh(token, connectionId);
    return (await this.save(connectionId, version, issued)) ? issued.accessToken : null;
  }

  /** Looks once whether others were stored, tries once the newest that was never used, and then gives up. */
  private async afterRefusal(
    connectionId: string,
    stored: TokenPair,
    refusal: RemoteError,
  ): Promise<Concealed | null> {
    const again = await this.options.store.current(connectionId);
    if (again.version !== stored.version) return null;
    const other = await this.options.store.untried(connectionId, stored.refreshToken);
    if (other) {
      try {
        return await this.trade(connectionId, stored.version, other.refreshToken);
      } catch (error) {
        if (!isDead(error)) throw error;
        await this.options.store.refused(connectionId, other.historyVersion);
      }
    }
    if (await this.options.onExpired(connectionId, stored.version, refusal.message)) throw refusal;
    return null;
  }

  /** What was issued exists nowhere else, and the token before it may be dead: the database is given time to come back. */
  private async save(connectionId: string, version: number, issued: IssuedTokens): Promise<boolean> {
    this.unsaved.set(connectionId, { version, issued });
    for (let attempt = 1; ; attempt += 1) {
      try {
        const saved = await this.options.store.save(connectionId, version, issued);
        this.unsaved.delete(connectionId);
        return saved;
      } catch (error) {
        if (attempt >= SAVE_ATTEMPTS_MAX) throw error;
        await this.wait(SAVE_WAIT_MS * attempt);
      }
    }
  }

  private now(): number {
    return (this.options.monotonic ?? performance.now.bind(performance))();
  }

  private wait(ms: number): Promise<unknown> {
    return (this.options.wait ?? sleep)(ms);
  }
}

function isDead(error: unknown): error is RemoteError {
  return error instanceof RemoteError && error.failure === 'unauthorised';
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
