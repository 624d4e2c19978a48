import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ConnectionRepository, type NewTokens, QuickBooksTokenRepository } from '#libs/persistence';
import { type OpenDatabase, openTestDatabase, storedPipeline } from '#libs/testing';
import { Secret } from '#libs/vault';
import { MemoryTokens } from './memory-tokens.js';
import { modelRuns } from './model-runs.js';

const { numRuns, seed } = modelRuns(100, 'MODEL_PAIRED_RUNS');
const MINUTES_MS = 10 * 60_000;

type Step =
  | { readonly does: 'lease' | 'connect' }
  | { readonly does: 'release' | 'save' | 'refuse' | 'expire'; readonly behind: number }
  | { readonly does: 'advance'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constantFrom<('lease' | 'connect')[]>('lease', 'lease', 'connect') }),
  // The newest, or one that somebody else has overtaken.
  fc.record({
    does: fc.constantFrom<('release' | 'save' | 'refuse' | 'expire')[]>(
      'release',
      'save',
      'save',
      'save',
      'refuse',
      'expire',
    ),
    behind: fc.nat({ max: 2 }),
  }),
  fc.record({ does: fc.constant<'advance'>('advance'), ms: fc.constantFrom(10_000, 61_000, 3_601_000) }),
);

const newTokens = (name: number): NewTokens => ({
  refreshToken: new Secret(`refresh-${name}`),
  refreshExpiresInSeconds: null,
  consentExpiresInSeconds: null,
  accessToken: new Secret(`access-${name}`),
  accessExpiresInSeconds: 3_600,
});

describe('the tokens in memory', () => {
  let open: OpenDatabase;

  beforeAll(async () => {
    open = await openTestDatabase();
  }, 60_000);

  afterAll(() => open?.close());

  async function play(steps: readonly Step[]): Promise<void> {
    const { quickBooksConnectionId: id, realmId } = await storedPipeline(open);
    const real = new QuickBooksTokenRepository(open.database, open.vault);
    const connections = new ConnectionRepository(open.database, open.vault);
    let ahead = 0;
    const now = () => Date.now() + ahead;
    const memory = new MemoryTokens({ now, advance: () => undefined }, 'refresh-1');
    for (const [index, each] of steps.entries()) {
      const name = index + 100;
      switch (each.does) {
        case 'lease':
          expect(await memory.lease(id, 60)).toBe(await real.lease(id, 60));
          break;
        case 'release': {
          const lease = String(memory.leaseToken - BigInt(each.behind));
          await Promise.all([memory.release(id, lease), real.release(id, lease)]);
          break;
        }
        case 'save': {
          const version = memory.version - each.behind;
          const tokens = newTokens(name);
          expect(await memory.save(id, version, tokens)).toBe(await real.save(id, version, tokens));
          break;
        }
        case 'refuse': {
          const version = Math.max(...memory.history.map((kept) => kept.version)) - each.behind;
          await Promise.all([memory.refused(id, version), real.refused(id, version)]);
          break;
        }
        case 'expire': {
          const version = memory.version - each.behind;
          expect(memory.isCurrent(version)).toBe(await connections.expire(id, version, 'dead', 'test'));
          break;
        }
        case 'connect':
          await Promise.all([
            connections.connectQuickBooks('QB', realmId, new Secret(`refresh-${name}`), 'test'),
            memory.connect(`refresh-${name}`),
          ]);
          break;
        case 'advance':
          ahead += each.ms;
          await open.database.query(
            `update quickbooks_token set lease_until = lease_until - $2 * interval '1 ms',
               access_expires_at = access_expires_at - $2 * interval '1 ms',
               access_received_at = access_received_at - $2 * interval '1 ms' where connection_id = $1`,
            [id, each.ms],
          );
      }
      expect(await factsOf(memory, now())).toEqual(await storedFacts(real, id));
    }
  }

  async function storedFacts(real: QuickBooksTokenRepository, id: string) {
    const { version, refreshToken, accessToken, accessSecondsLeft, accessLifeSeconds } =
      await real.current(id);
    const other = await real.untried(id, refreshToken);
    const [row] = await open.database.query(
      `select lease_token::text as lease, coalesce(lease_until >= now(), false) as leased,
         (select json_agg(version order by version) from quickbooks_token_history where connection_id = $1) as history
       from quickbooks_token where connection_id = $1`,
      [id],
    );
    return {
      ...row,
      version,
      refresh: refreshToken.reveal(),
      access: accessToken?.reveal() ?? null,
      isGood: accessSecondsLeft > 0,
      life: Math.round(accessLifeSeconds),
      untried: other && [other.historyVersion, other.refreshToken.reveal()],
    };
  }

  it(
    `are those of Postgres after every step (MODEL_SEED=${seed})`,
    async () => {
      await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), play), {
        numRuns,
        seed,
      });
    },
    MINUTES_MS,
  );
});

async function factsOf(memory: MemoryTokens, now: number) {
  const { version, refreshToken, accessToken, leaseToken, leaseUntil, history } = memory;
  const { accessSecondsLeft, accessLifeSeconds } = await memory.current('');
  const other = await memory.untried('', new Secret(refreshToken));
  return {
    lease: String(leaseToken),
    leased: leaseUntil !== null && leaseUntil >= now,
    history: history.map((kept) => kept.version),
    version,
    refresh: refreshToken,
    access: accessToken,
    isGood: accessSecondsLeft > 0,
    life: Math.round(accessLifeSeconds),
    untried: other && [other.historyVersion, other.refreshToken.reveal()],
  };
}
