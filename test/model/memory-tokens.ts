import type { NewTokens, QuickBooksTokenRepository, StoredTokens } from '#libs/persistence';
import { Secret } from '#libs/vault';
import type { Clock } from './clock.js';

type Tokens = Pick<QuickBooksTokenRepository, 'current' | 'lease' | 'release' | 'save'>;

/** The one row of tokens of a connection and its history, as `QuickBooksTokenRepository` keeps them. */
export class MemoryTokens implements Tokens {
  version = 1;
  refreshToken = 'refresh-0';
  accessToken: string | null = null;
  accessExpiresAt: number | null = null;
  leaseToken = 0n;
  leaseUntil: number | null = null;
  history: { readonly version: number; readonly refreshToken: string }[] = [
    { version: 1, refreshToken: 'refresh-0' },
  ];

  constructor(private readonly clock: Clock) {}

  async current(_connectionId: string): Promise<StoredTokens> {
    const { version, accessToken, accessExpiresAt } = this;
    return {
      realmId: '4611',
      version,
      refreshToken: new Secret(this.refreshToken),
      accessToken: accessToken === null ? null : new Secret(accessToken),
      accessExpiresAt: accessExpiresAt === null ? null : new Date(accessExpiresAt),
    };
  }

  async lease(_connectionId: string, seconds: number): Promise<string | null> {
    if (this.leaseUntil !== null && this.leaseUntil >= this.clock.now()) return null;
    this.leaseToken += 1n;
    this.leaseUntil = this.clock.now() + seconds * 1_000;
    return String(this.leaseToken);
  }

  async release(_connectionId: string, leaseToken: string): Promise<void> {
    if (String(this.leaseToken) === leaseToken) this.leaseUntil = null;
  }

  async save(_connectionId: string, version: number, tokens: NewTokens): Promise<boolean> {
    const isSaved = version === this.version;
    if (isSaved) {
      this.version += 1;
      this.refreshToken = tokens.refreshToken.reveal();
      this.accessToken = tokens.accessToken.reveal();
      this.accessExpiresAt = this.clock.now() + tokens.accessExpiresInSeconds * 1_000;
    }
    this.history.push({ version: this.nextInHistory(), refreshToken: tokens.refreshToken.reveal() });
    if (isSaved) this.history = this.history.filter((kept) => kept.version >= version);
    return isSaved;
  }

  /** A person connects anew, as `ConnectionRepository.connectQuickBooks` stores it. */
  async connect(refreshToken: string): Promise<void> {
    this.version += 1;
    this.refreshToken = refreshToken;
    this.accessToken = null;
    this.accessExpiresAt = null;
    this.history.push({ version: Math.max(this.version, this.nextInHistory()), refreshToken });
  }

  private nextInHistory(): number {
    return Math.max(0, ...this.history.map(({ version }) => version)) + 1;
  }
}
