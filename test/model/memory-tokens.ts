import type { EarlierToken, NewTokens, QuickBooksTokenRepository, StoredTokens } from '#libs/persistence';
import type { Concealed } from '#libs/quickbooks';
import { Secret } from '#libs/vault';
import type { Clock } from './clock.js';

type Tokens = Omit<Pick<QuickBooksTokenRepository, keyof QuickBooksTokenRepository>, 'idle'>;

interface KeptToken {
  readonly version: number;
  readonly refreshToken: string;
  isRefused: boolean;
}

/** Where nothing else is known. */
const LIFE_SECONDS = 3_600;

/** The one row of tokens of a connection and its history, as `QuickBooksTokenRepository` keeps them. */
export class MemoryTokens implements Tokens {
  version = 1;
  accessToken: string | null = null;
  accessReceivedAt: number | null = null;
  accessExpiresAt: number | null = null;
  leaseToken = 0n;
  leaseUntil: number | null = null;
  history: KeptToken[] = [];

  constructor(
    private readonly clock: Clock,
    public refreshToken = 'refresh-0',
  ) {
    this.keep(1, refreshToken);
  }

  async current(_connectionId: string): Promise<StoredTokens> {
    const { version, accessToken, accessExpiresAt, accessReceivedAt } = this;
    return {
      realmId: '4611',
      version,
      refreshToken: new Secret(this.refreshToken),
      accessToken: accessToken === null ? null : new Secret(accessToken),
      accessSecondsLeft: accessExpiresAt === null ? 0 : (accessExpiresAt - this.clock.now()) / 1_000,
      accessLifeSeconds:
        accessExpiresAt === null || accessReceivedAt === null
          ? LIFE_SECONDS
          : (accessExpiresAt - accessReceivedAt) / 1_000,
    };
  }

  async untried(_connectionId: string, than: Concealed): Promise<EarlierToken | null> {
    const kept = this.history.findLast(
      ({ isRefused, refreshToken }) => !isRefused && refreshToken !== than.reveal(),
    );
    return kept ? { historyVersion: kept.version, refreshToken: new Secret(kept.refreshToken) } : null;
  }

  async refused(_connectionId: string, historyVersion: number): Promise<void> {
    for (const kept of this.history) if (kept.version === historyVersion) kept.isRefused = true;
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
      this.accessReceivedAt = this.clock.now();
      this.accessExpiresAt = this.clock.now() + tokens.accessExpiresInSeconds * 1_000;
    }
    this.keep(this.nextInHistory(), tokens.refreshToken.reveal());
    if (isSaved) this.history = this.history.filter((kept) => kept.version >= version);
    return isSaved;
  }

  /** As `ConnectionRepository.expire` compares it. */
  isCurrent(version: number): boolean {
    return version === this.version;
  }

  /** A person connects anew, as `ConnectionRepository.connectQuickBooks` stores it. */
  async connect(refreshToken: string): Promise<void> {
    this.version += 1;
    this.refreshToken = refreshToken;
    this.accessToken = null;
    this.accessExpiresAt = null;
    this.keep(Math.max(this.version, this.nextInHistory()), refreshToken);
  }

  private keep(version: number, refreshToken: string): void {
    this.history.push({ version, refreshToken, isRefused: false });
  }

  private nextInHistory(): number {
    return Math.max(0, ...this.history.map(({ version }) => version)) + 1;
  }
}
