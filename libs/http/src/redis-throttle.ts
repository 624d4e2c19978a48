import { ADMIT } from './admit-script.js';
import { paceOf } from './pace.js';
import type { Caller, LimitedAccount, Throttle } from './throttle.js';

/** What is needed of a Redis client. */
export interface Scripts {
  eval(script: string, keys: number, ...parameters: (string | number)[]): Promise<unknown>;
}

/** While Redis cannot be asked nobody calls: it is back in seconds, and a pause costs nothing but time. */
const WITHOUT_REDIS_MS = 1_000;

/** The throttle of all workers that share a Redis. It keeps no record there: emptied, it has forgotten the last minute. */
export class RedisThrottle implements Throttle {
  constructor(
    private readonly redis: Scripts,
    private readonly prefix: string,
  ) {}

  async admit(account: LimitedAccount, { lane, ticket }: Caller): Promise<number> {
    try {
      return await this.ask(account, 'admit', ticket, lane === 'backfill' ? 0 : 1, 1);
    } catch {
      return WITHOUT_REDIS_MS;
    }
  }

  async charge(account: LimitedAccount, calls: number): Promise<void> {
    await this.ask(account, 'charge', '', 0, calls).catch(() => undefined);
  }

  async slowDown(account: LimitedAccount, waitMs: number): Promise<void> {
    await this.ask(account, 'slow-down', '', 0, waitMs).catch(() => undefined);
  }

  private async ask(
    { id, limits, share }: LimitedAccount,
    wish: 'admit' | 'charge' | 'slow-down',
    ticket: string,
    bursts: 0 | 1,
    amount: number,
  ): Promise<number> {
    const paces = limits
      .map((limit) => paceOf(limit, share))
      .flatMap(({ intervalMs, burst }) => [intervalMs, burst]);
    const key = `${this.prefix}:throttle:{${id}}`;
    return Number(
      await this.redis.eval(ADMIT, 2, key, `${key}:places`, wish, ticket, bursts, amount, ...paces),
    );
  }
}
