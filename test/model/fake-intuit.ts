import type { Concealed, IssuedTokens } from '#libs/quickbooks';
import { RemoteError } from '#libs/quickbooks';
import { Secret } from '#libs/vault';
import type { Clock } from './clock.js';

/** What becomes of a refresh token that has been exchanged: it lives on for a day, or is dead at once. */
export type Rotation = 'grace' | 'strict';

export type TokenFault = 'not-sent' | 'lost-before' | 'lost-after' | '500' | '429' | 'refused';

const GRACE_MS = 24 * 3_600_000;
const ACCESS_SECONDS = 3_600;

/** Intuit's token endpoint, with its own knowledge of which tokens are good. */
export class FakeIntuit {
  readonly faults: TokenFault[] = [];
  /** Refresh token → the moment until which it is good. */
  private readonly good = new Map<string, number>([['refresh-0', Number.POSITIVE_INFINITY]]);
  private readonly access = new Map<string, number>();
  private readonly given: string[] = [];
  private issued = 0;

  constructor(
    private readonly clock: Clock,
    private readonly rotation: Rotation,
  ) {}

  async refresh(token: Concealed): Promise<IssuedTokens> {
    const fault = this.faults.shift();
    if (fault === 'not-sent') throw new RemoteError('not-sent', 'refused');
    if (fault === 'lost-before') throw new RemoteError('unknown', 'reset');
    if (fault === '500') throw new RemoteError('unknown', 'Intuit answered 500');
    if (fault === '429') throw new RemoteError('throttled', 'a pause', { retryAfterMs: 30_000 });
    if (fault === 'refused') throw new RemoteError('rejected', 'invalid_client');
    if (!this.isGood(token.reveal())) throw new RemoteError('unauthorised', 'invalid_grant');
    const tokens = this.issue(token.reveal());
    if (fault === 'lost-after') throw new RemoteError('unknown', 'reset');
    return tokens;
  }

  /** A person consents: a refresh token of a new family. */
  consent(): string {
    this.issued += 1;
    const token = `refresh-${this.issued}`;
    this.good.set(token, Number.POSITIVE_INFINITY);
    return token;
  }

  /** The person takes the consent back at Intuit. */
  revoke(): void {
    this.good.clear();
    this.access.clear();
  }

  isGood(refreshToken: string): boolean {
    return (this.good.get(refreshToken) ?? 0) > this.clock.now();
  }

  isGoodAccess(accessToken: string): boolean {
    return (this.access.get(accessToken) ?? 0) > this.clock.now();
  }

  /** Every refresh token that an exchange has led to, whether its answer arrived or not. */
  refreshTokens(): readonly string[] {
    return this.given;
  }

  private issue(before: string): IssuedTokens {
    const now = this.clock.now();
    if (this.rotation === 'strict') this.good.delete(before);
    else this.good.set(before, Math.min(this.good.get(before) ?? 0, now + GRACE_MS));
    this.issued += 1;
    const [refreshToken, accessToken] = [`refresh-${this.issued}`, `access-${this.issued}`];
    this.good.set(refreshToken, Number.POSITIVE_INFINITY);
    this.given.push(refreshToken);
    this.access.set(accessToken, now + ACCESS_SECONDS * 1_000);
    return {
      refreshToken: new Secret(refreshToken),
      refreshExpiresInSeconds: 8_726_400,
      consentExpiresInSeconds: 157_680_000,
      accessToken: new Secret(accessToken),
      accessExpiresInSeconds: ACCESS_SECONDS,
    };
  }
}
