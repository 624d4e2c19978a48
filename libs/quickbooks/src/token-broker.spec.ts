import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RemoteError } from '#libs/http';
import type { Concealed } from './concealed.js';
import type { IssuedTokens } from './oauth.js';
import { TokenBroker } from './token-broker.js';
import type { EarlierToken, TokenPair, TokenStore } from './token-store.js';

const HOUR_SECONDS = 3_600;
const conceal = (text: string): Concealed => ({ reveal: () => text });

/** The one row of a connection, with the rules that the database keeps: leases and compare-and-set. */
class MemoryStore implements TokenStore {
  version = 1;
  refreshToken = 'refresh-0';
  accessToken: string | null = null;
  secondsLeft = 0;
  /** Refresh tokens received that are not the stored one. */
  readonly earlier: EarlierToken[] = [];
  leasedBy: string | null = null;
  leasesAsked = 0;
  leaseSeconds = 0;
  readonly events: string[];

  constructor(events: string[] = []) {
    this.events = events;
  }

  async current(): Promise<TokenPair> {
    return {
      realmId: '1',
      version: this.version,
      refreshToken: conceal(this.refreshToken),
      accessToken: this.accessToken === null ? null : conceal(this.accessToken),
      accessSecondsLeft: this.secondsLeft,
      accessLifeSeconds: HOUR_SECONDS,
    };
  }

  async lease(_connectionId: string, seconds: number): Promise<string | null> {
    this.leasesAsked += 1;
    this.leaseSeconds = seconds;
    if (this.leasedBy) return null;
    this.leasedBy = `lease-${this.leasesAsked}`;
    return this.leasedBy;
  }

  async release(_connectionId: string, leaseToken: string): Promise<void> {
    if (this.leasedBy === leaseToken) this.leasedBy = null;
  }

  async save(_connectionId: string, version: number, tokens: IssuedTokens): Promise<boolean> {
    if (version !== this.version) return false;
    this.put(tokens.accessToken.reveal(), HOUR_SECONDS, tokens.refreshToken.reveal());
    return true;
  }

  async untried(_connectionId: string, than: Concealed): Promise<EarlierToken | null> {
    return this.earlier.find(({ refreshToken }) => refreshToken.reveal() !== than.reveal()) ?? null;
  }

  async refused(_connectionId: string, historyVersion: number): Promise<void> {
    const index = this.earlier.findIndex((each) => each.historyVersion === historyVersion);
    this.earlier.splice(index, 1);
  }

  put(accessToken: string, secondsLeft: number, refreshToken = this.refreshToken): void {
    this.version += 1;
    this.accessToken = accessToken;
    this.refreshToken = refreshToken;
    this.secondsLeft = secondsLeft;
    this.events.push(`saved ${accessToken}`);
  }
}

/** Intuit with rotation: the refresh token that came last is the only one that is good. */
class Intuit {
  valid = 'refresh-0';
  exchanges = 0;
  atOnce = 0;
  mostAtOnce = 0;

  constructor(
    private readonly events: string[] = [],
    private readonly pause: () => Promise<unknown> = async () => undefined,
  ) {}

  readonly refresh = async (refreshToken: Concealed): Promise<IssuedTokens> => {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    try {
      await this.pause();
      if (refreshToken.reveal() !== this.valid) throw new RemoteError('unauthorised', 'invalid_grant');
      this.exchanges += 1;
      this.valid = `refresh-${this.exchanges}`;
      this.events.push(`issued access-${this.exchanges}`);
      return {
        accessToken: conceal(`access-${this.exchanges}`),
        accessExpiresInSeconds: 3600,
        refreshToken: conceal(this.valid),
        refreshExpiresInSeconds: null,
        consentExpiresInSeconds: null,
      };
    } finally {
      this.atOnce -= 1;
    }
  };
}

interface Setup {
  readonly store?: MemoryStore;
  readonly refresh?: (refreshToken: Concealed) => Promise<IssuedTokens>;
  readonly wait?: () => Promise<unknown>;
  readonly leaseSeconds?: number;
  readonly random?: number;
  readonly clock?: { ms: number };
}

function setup({
  store = new MemoryStore(),
  refresh,
  wait = async () => undefined,
  random = 0.5,
  clock = { ms: 0 },
  ...rest
}: Setup = {}) {
  const intuit = new Intuit(store.events);
  const expired: string[] = [];
  const options = {
    store,
    refresh: refresh ?? intuit.refresh,
    onExpired: async (connectionId: string) => {
      expired.push(connectionId);
      return true;
    },
    wait,
    ...rest,
    random: () => random,
    monotonic: () => clock.ms,
  };
  const broker = new TokenBroker(options);
  const token = async (refused: string | null = null) =>
    (await broker.accessToken('c1', refused === null ? null : conceal(refused))).reveal();
  return { store, intuit, expired, token, broker, another: () => new TokenBroker(options) };
}

describe('the right to refresh', () => {
  it.each([
    [2, 2],
    [3_600, 75],
  ])('T1 told %d s, is kept by a holder that went away for %d s', async (leaseSeconds, kept) => {
    const { store, token } = setup({ leaseSeconds });
    await token();
    expect(store.leaseSeconds).toBe(kept);
  });
});

describe('a stored token', () => {
  it('T3 keeps what was issued while the database is away, and stores it when it is back', async () => {
    const store = new MemoryStore();
    const save = store.save.bind(store);
    let away = 3;
    store.save = async (...given) => {
      away -= 1;
      if (away >= 0) throw new Error('the database is away');
      return save(...given);
    };
    const { intuit, token } = setup({ store });
    expect(await token()).toBe('access-1');
    expect(intuit.exchanges).toBe(1);
    expect(store.refreshToken).toBe(intuit.valid);
  });

  it('P11 is given for no company but its own', async () => {
    const { broker, store, intuit } = setup();
    store.put('access-9', HOUR_SECONDS);
    expect((await broker.accessToken('c1', null, '1')).reveal()).toBe('access-9');
    await expect(broker.accessToken('c1', null, '2')).rejects.toThrow('one of company 1, not of 2');
    expect(intuit.exchanges).toBe(0);
  });

  it('is given while it is good', async () => {
    const { store, intuit, token } = setup();
    store.put('stored', HOUR_SECONDS);
    expect(await token()).toBe('stored');
    expect(intuit.exchanges).toBe(0);
  });

  it.each([
    ['has ended', -1, 0.5],
    ['is at 75 % of its life', 0.25 * HOUR_SECONDS, 0.5],
    ['is at 70 %, with the jitter that is earliest', 0.3 * HOUR_SECONDS - 1, 0.999_999],
  ])('that %s is renewed first', async (_why, secondsLeft, random) => {
    const { store, token } = setup({ random });
    store.put('stored', secondsLeft);
    expect(await token()).toBe('access-1');
  });

  it.each([
    ['before 75 % of its life', 0.26 * HOUR_SECONDS, 0.5],
    ['up to 80 % with the jitter that is latest', 0.21 * HOUR_SECONDS, 0],
  ])('is given %s', async (_when, secondsLeft, random) => {
    const { store, intuit, token } = setup({ random });
    store.put('stored', secondsLeft);
    expect(await token()).toBe('stored');
    expect(intuit.exchanges).toBe(0);
  });

  it('that is due is given all the same while another process renews it', async () => {
    const { store, token } = setup();
    store.put('stored', 600);
    store.leasedBy = 'another process';
    expect(await token()).toBe('stored');
  });

  it('that is due is given while Intuit does not answer, who is asked once a minute', async () => {
    let asked = 0;
    const clock = { ms: 0 };
    const { store, token } = setup({
      clock,
      refresh: async () => {
        asked += 1;
        throw new RemoteError('unknown', 'no answer');
      },
    });
    store.put('stored', 600);
    expect([await token(), await token(), asked]).toEqual(['stored', 'stored', 1]);
    clock.ms = 60_000;
    expect([await token(), asked]).toEqual(['stored', 2]);
    store.secondsLeft = 0;
    await expect(token()).rejects.toMatchObject({ failure: 'unknown' });
  });

  it('that QuickBooks refused is renewed, though it looks good', async () => {
    const { store, token } = setup();
    store.put('stored', HOUR_SECONDS);
    expect(await token('stored')).toBe('access-1');
  });

  it('is given where another was refused: somebody has renewed already', async () => {
    const { store, intuit, token } = setup();
    store.put('newer', HOUR_SECONDS);
    expect(await token('older')).toBe('newer');
    expect(intuit.exchanges).toBe(0);
  });
});

describe('T1 one exchange', () => {
  it('serves 50 callers at once', async () => {
    const { intuit, store, token } = setup();
    const given = await Promise.all(Array.from({ length: 50 }, () => token()));
    expect(new Set(given)).toEqual(new Set(['access-1']));
    expect([intuit.exchanges, store.leasesAsked]).toEqual([1, 1]);
  });

  it('serves all processes', async () => {
    const { intuit, another } = setup();
    const brokers = Array.from({ length: 10 }, another);
    const given = await Promise.all(
      brokers.flatMap((broker) =>
        [1, 2, 3].map(() => broker.accessToken('c1').then((token) => token.reveal())),
      ),
    );
    expect(new Set(given)).toEqual(new Set(['access-1']));
    expect([intuit.exchanges, intuit.mostAtOnce]).toEqual([1, 1]);
  });

  it('ends the wait for it after a while, with nothing sent', async () => {
    const store = new MemoryStore();
    store.leasedBy = 'a process that went away';
    let waits = 0;
    const { token } = setup({
      store,
      wait: async () => {
        waits += 1;
      },
    });
    await expect(token()).rejects.toMatchObject({ failure: 'not-sent' });
    expect(waits).toBe(100);
  });

  it('is not handed to whoever was refused that very token', async () => {
    const store = new MemoryStore();
    store.put('refused', HOUR_SECONDS);
    let looks = 0;
    // The first caller still sees the token of before, and starts a renewal that finds the refused one good.
    const current = store.current.bind(store);
    store.current = async () => {
      looks += 1;
      const isFirst = looks === 1;
      const pair = await current();
      return isFirst ? { ...pair, accessToken: null } : pair;
    };
    const { token } = setup({ store });
    expect(await Promise.all([token(), token('refused')])).toEqual(['refused', 'access-1']);
  });
});

describe('T2 what an exchange gives', () => {
  it('is stored before anybody has it', async () => {
    const { store, token } = setup();
    store.events.push(`given ${await token()}`);
    expect(store.events).toEqual(['issued access-1', 'saved access-1', 'given access-1']);
  });

  it('is given to nobody where it could not be stored, and the lease is free again', async () => {
    const store = new MemoryStore();
    store.save = async () => {
      throw new Error('the database is away');
    };
    const { token } = setup({ store });
    await expect(token()).rejects.toThrow('the database is away');
    expect(store.leasedBy).toBeNull();
  });

  it('T3 ends no connection while the database is away, and is stored when it is back', async () => {
    const store = new MemoryStore();
    const save = store.save.bind(store);
    store.save = async () => {
      throw new Error('the database is away');
    };
    const { intuit, expired, token } = setup({ store });
    await expect(token()).rejects.toThrow('the database is away');
    await expect(token()).rejects.toThrow('the database is away');
    store.save = save;
    expect(await token()).toBe('access-1');
    expect([intuit.exchanges, expired, store.refreshToken]).toEqual([1, [], intuit.valid]);
  });

  it('is good though its lease could not be given back', async () => {
    const store = new MemoryStore();
    store.release = async () => {
      throw new Error('the database is away');
    };
    expect(await setup({ store }).token()).toBe('access-1');
  });

  it('gives way to tokens that somebody else has stored meanwhile', async () => {
    const store = new MemoryStore();
    const intuit = new Intuit();
    const { token } = setup({
      store,
      refresh: async (refreshToken) => {
        const issued = await intuit.refresh(refreshToken);
        store.put('of a new consent', HOUR_SECONDS, 'another refresh token');
        return issued;
      },
    });
    expect(await token()).toBe('of a new consent');
    expect(store.refreshToken).toBe('another refresh token');
  });

  it('is tried again later where what was stored meanwhile is of no use', async () => {
    const store = new MemoryStore();
    const intuit = new Intuit();
    const { token } = setup({
      store,
      refresh: async (refreshToken) => {
        const issued = await intuit.refresh(refreshToken);
        store.put('already over', -1);
        return issued;
      },
    });
    await expect(token()).rejects.toMatchObject({ failure: 'not-sent' });
  });
});

describe('a dead refresh token', () => {
  it('ends the connection, once somebody has looked that it is still the stored one', async () => {
    const { intuit, expired, store, token } = setup();
    intuit.valid = 'another';
    await expect(token()).rejects.toMatchObject({ failure: 'unauthorised' });
    expect(expired).toEqual(['c1']);
    expect(store.leasedBy).toBeNull();
  });

  it('T3 gives way once to the newest one received that was never used', async () => {
    const { intuit, expired, store, token } = setup();
    store.earlier.push({ historyVersion: 9, refreshToken: conceal('came too late') });
    intuit.valid = 'came too late';
    expect(await token()).toBe('access-1');
    expect([store.refreshToken, expired]).toEqual([intuit.valid, []]);
  });

  it('T4 ends the connection where that one is dead too, and is asked for no more', async () => {
    const tried: string[] = [];
    const { expired, store, token } = setup({
      refresh: async (refreshToken) => {
        tried.push(refreshToken.reveal());
        throw new RemoteError('unauthorised', 'invalid_grant');
      },
    });
    for (const n of [9, 8, 7])
      store.earlier.push({ historyVersion: n, refreshToken: conceal(`earlier-${n}`) });
    await expect(token()).rejects.toMatchObject({ failure: 'unauthorised' });
    expect([tried, expired]).toEqual([['refresh-0', 'earlier-9'], ['c1']]);
    expect(store.earlier.map(({ historyVersion }) => historyVersion)).toEqual([8, 7]);
  });

  it('ends nothing where other tokens were stored meanwhile', async () => {
    const store = new MemoryStore();
    const { expired, token } = setup({
      store,
      refresh: async () => {
        store.put('of a new consent', HOUR_SECONDS);
        throw new RemoteError('unauthorised', 'invalid_grant');
      },
    });
    expect(await token()).toBe('of a new consent');
    expect(expired).toEqual([]);
  });
});

it.each(['unknown', 'throttled', 'rejected', 'not-sent'] as const)(
  'T3 a failure that is %s ends nothing and keeps the refresh token',
  async (failure) => {
    const { expired, store, token } = setup({
      refresh: async () => {
        throw new RemoteError(failure, 'no tokens');
      },
    });
    await expect(token()).rejects.toMatchObject({ failure });
    expect(expired).toEqual([]);
    expect(store.refreshToken).toBe('refresh-0');
    expect(store.leasedBy).toBeNull();
  },
);

describe('T1 T2 T3 in whatever order things happen', () => {
  it('there is one exchange at a time, everybody has a stored token, and the stored refresh token is the good one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        async (s, processes, calls) => {
          const store = new MemoryStore();
          for (const method of ['current', 'lease', 'release', 'save'] as const) {
            const atOnce = store[method].bind(store) as (...parameters: unknown[]) => Promise<unknown>;
            Object.assign(store, {
              [method]: async (...parameters: unknown[]) => {
                await s.schedule(Promise.resolve(), method);
                return atOnce(...parameters);
              },
            });
          }
          const intuit = new Intuit(store.events, () => s.schedule(Promise.resolve(), 'exchange'));
          const expired: string[] = [];
          const given = Array.from({ length: processes }, () => {
            const broker = new TokenBroker({
              store,
              refresh: intuit.refresh,
              onExpired: async (id) => expired.push(id) > 0,
              wait: () => s.schedule(Promise.resolve(), 'wait'),
            });
            return Array.from({ length: calls }, () => broker.accessToken('c1'));
          }).flat();
          const tokens = (await s.waitFor(Promise.all(given))).map((token) => token.reveal());
          expect(intuit.mostAtOnce).toBe(1);
          expect(intuit.exchanges).toBe(1);
          expect(new Set(tokens)).toEqual(new Set(['access-1']));
          expect([store.refreshToken, store.leasedBy, expired]).toEqual([intuit.valid, null, []]);
        },
      ),
      { numRuns: 100 },
    );
  });
});
