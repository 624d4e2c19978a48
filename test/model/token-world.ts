import { type Concealed, RemoteError, TokenBroker, type TokenStore } from '#libs/quickbooks';
import { Secret } from '#libs/vault';
import type { Clock } from './clock.js';
import { FakeIntuit, type Rotation } from './fake-intuit.js';
import { Gate } from './gate.js';
import { MemoryTokens } from './memory-tokens.js';

export type Refresh = (token: Concealed) => ReturnType<FakeIntuit['refresh']>;

/** What a broker lives on. */
export interface BrokerParts {
  readonly store: TokenStore;
  readonly refresh: Refresh;
  readonly expire: (version: number) => Promise<boolean>;
}

export type SpoilBroker = (parts: BrokerParts) => BrokerParts;

export interface TokenSetting {
  readonly clock: Clock;
  readonly rotation: Rotation;
  readonly spoil?: SpoilBroker;
}

const CONNECTION = 'c';
/** No exchange takes longer where the process is not frozen. */
const EXCHANGE_MS_MAX = 20_000;
const LEASE_MS = 75_000;
const HOUR_MS = 3_600_000;

/** One process that needs tokens, one question at a time. */
interface BrokerProcess {
  gate: Gate;
  broker: TokenBroker;
  work: Promise<void> | null;
  leasedAt: number;
  exchangingSince: number | null;
  /** The version of the stored tokens when its last exchange began. */
  exchangedVersion: number;
  exchanges: number;
  wasFrozen: boolean;
}

/** Three processes that share one connection, and what each of them was given. */
export class TokenWorld {
  readonly store: MemoryTokens;
  readonly intuit: FakeIntuit;
  readonly processes: readonly BrokerProcess[];
  readonly broken: string[] = [];
  /** Whoever asks QuickBooks for something with it is refused. */
  given: string | null = null;
  isExpired = false;
  savesLost = 0;
  isRevoked = false;
  /** Every token that was ever in the store or its history. */
  private readonly stored = new Set<string>();

  constructor(private readonly setting: TokenSetting) {
    this.store = new MemoryTokens(setting.clock);
    this.intuit = new FakeIntuit(setting.clock, setting.rotation);
    this.processes = [0, 1, 2].map(() => this.started({ gate: new Gate() } as BrokerProcess));
  }

  private started(process: BrokerProcess): BrokerProcess {
    const gate = new Gate();
    const parts = {
      store: this.watchedStore(process),
      refresh: this.watchedExchange(process),
      expire: async (version: number) => this.expire(version),
    };
    const { store, refresh, expire } = this.setting.spoil?.(parts) ?? parts;
    const broker = new TokenBroker({
      store: gate.around(store),
      refresh: async (token) => {
        await gate.step();
        const issued = await refresh(token);
        await gate.step();
        process.exchangingSince = null;
        return issued;
      },
      onExpired: async (_id, version) => {
        await gate.step();
        return expire(version);
      },
      wait: async (ms) => this.setting.clock.advance(ms),
      random: () => 0.5,
      monotonic: () => this.setting.clock.now(),
    });
    return Object.assign(process, {
      gate,
      broker,
      work: null,
      exchangingSince: null,
      exchangedVersion: 0,
      exchanges: 0,
      wasFrozen: false,
    });
  }

  private watchedStore(process: BrokerProcess): TokenStore {
    const { store } = this;
    return {
      current: (id) => store.current(id),
      lease: async (id, seconds) => {
        const lease = await store.lease(id, seconds);
        if (lease) process.leasedAt = this.setting.clock.now();
        return lease;
      },
      release: (id, lease) => store.release(id, lease),
      untried: (id, than) => store.untried(id, than),
      refused: (id, version) => store.refused(id, version),
      save: async (id, version, tokens) => {
        if (this.savesLost > 0) {
          this.savesLost -= 1;
          throw new Error('the database is away');
        }
        const before = { version: store.version, refreshToken: store.refreshToken };
        const isSaved = await store.save(id, version, tokens as Parameters<MemoryTokens['save']>[2]);
        if (process.exchangedVersion !== before.version && store.refreshToken !== before.refreshToken)
          this.say(`T3 what came of version ${process.exchangedVersion} has overwritten ${before.version}`);
        for (const token of [tokens.accessToken, tokens.refreshToken]) this.stored.add(token.reveal());
        return isSaved;
      },
    };
  }

  private watchedExchange(process: BrokerProcess): Refresh {
    return async (token) => {
      const now = this.setting.clock.now();
      const isOverdue = now - process.leasedAt > LEASE_MS;
      const rival = this.processes.find(
        ({ exchangingSince }) => exchangingSince !== null && now - exchangingSince <= EXCHANGE_MS_MAX,
      );
      if (rival && rival !== process && !isOverdue) this.say('T1 two exchanges are under way at once');
      // One whose lease ran out while it was frozen no longer counts: nothing can hold it back, and nothing has to.
      process.exchangingSince = isOverdue ? null : now;
      process.exchangedVersion = this.store.version;
      process.exchanges += 1;
      if (process.exchanges > 2) this.say('T4 one question led to more than two exchanges');
      try {
        return await this.intuit.refresh(token);
      } catch (error) {
        process.exchangingSince = null;
        throw error;
      }
    };
  }

  /** T4: the connection ends only where the stored refresh token is dead. */
  private expire(version: number): boolean {
    if (!this.store.isCurrent(version)) return false;
    this.isExpired = true;
    if (this.intuit.isGood(this.store.refreshToken))
      this.say('T4 the connection was ended with a good token stored');
    return true;
  }

  async ask(index: number, isRefused: boolean, stopsIn: number | null): Promise<void> {
    const process = this.process(index);
    if (process.work) return;
    const refused = isRefused ? this.given : null;
    Object.assign(process, { exchanges: 0, wasFrozen: false });
    await this.until(process, stopsIn, () => {
      const asked = process.broker.accessToken(
        CONNECTION,
        refused === null ? null : { reveal: () => refused },
      );
      process.work = asked.then((token) => this.answered(process, token.reveal(), refused), leaveFailures);
      return process.work;
    });
  }

  async goOn(index: number, stopsIn: number | null): Promise<void> {
    const process = this.process(index);
    const { work } = process;
    if (work) await this.until(process, stopsIn, () => work);
  }

  kill(index: number): void {
    this.started(this.process(index));
  }

  private async until(
    process: BrokerProcess,
    stopsIn: number | null,
    work: () => Promise<void>,
  ): Promise<void> {
    if (await process.gate.runs(stopsIn, work)) process.work = null;
    else process.wasFrozen = true;
  }

  private answered({ wasFrozen }: BrokerProcess, token: string, refused: string | null): void {
    if (!this.stored.has(token)) this.say(`T2 ${token} was given before it was stored`);
    if (token === refused) this.say(`T2 ${token} was given to whom it was refused`);
    if (
      !wasFrozen &&
      this.store.accessToken === token &&
      (this.store.accessExpiresAt ?? 0) <= this.setting.clock.now()
    )
      this.say(`T2 ${token} was given after its end`);
    this.given = token;
  }

  async connect(): Promise<void> {
    const token = this.intuit.consent();
    this.stored.add(token);
    await this.store.connect(token);
    this.isExpired = false;
    this.isRevoked = false;
  }

  revoke(): void {
    this.intuit.revoke();
    this.isRevoked = true;
  }

  /** Everything goes right from now on: a token comes, or a person has been told that only a new consent helps. */
  async rest(): Promise<void> {
    for (const index of this.processes.keys()) this.kill(index);
    this.intuit.faults.length = 0;
    this.savesLost = 0;
    this.advance(2 * LEASE_MS);
    const isLost = this.intuit.refreshTokens().some((token) => !this.stored.has(token));
    const untried = await this.store.untried(CONNECTION, new Secret(this.store.refreshToken));
    const reachable = [this.store.refreshToken, untried?.refreshToken.reveal() ?? ''];
    if (!reachable.some((token) => this.intuit.isGood(token)) && !this.isRevoked && !isLost)
      this.say('T3 every token that was issued has been stored, but the one that is left is dead');
    if (this.isExpired) await this.connect();
    this.given = null;
    this.advance(HOUR_MS);
    await this.ask(0, false, null);
    if (this.given === null) {
      if (!this.isExpired) this.say('T4 the stored token is dead, and nobody has been told');
      await this.connect();
      await this.ask(0, false, null);
    }
    if (this.given === null || !this.intuit.isGoodAccess(this.given))
      this.say(`T3 in the end there is no good token: ${this.given}`);
    this.check();
  }

  advance(ms: number): void {
    void this.setting.clock.advance(ms);
  }

  private process(index: number): BrokerProcess {
    return this.processes[index % this.processes.length] as BrokerProcess;
  }

  say(what: string): void {
    this.broken.push(what);
  }

  check(): void {
    if (this.broken.length > 0) throw new Error(this.broken.join('\n'));
  }
}

/** What the broker may fail with; anything else is a mistake of ours. */
function leaveFailures(error: unknown): void {
  if (error instanceof RemoteError || (error instanceof Error && error.message === 'the database is away'))
    return;
  throw error;
}
