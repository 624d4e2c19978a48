import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { type Caller, type LimitedAccount, RedisThrottle, type Throttle } from '#libs/http';
import { producerConnection } from './redis-connection.js';

/** The injection token of the throttle that all services share. */
export const THROTTLE = Symbol('Throttle');

/** Over a connection of its own: who may call is asked before each call, and must not stand behind a thousand bells. */
export class ConnectedThrottle implements Throttle, OnApplicationShutdown {
  private readonly redis: Redis;
  private readonly throttle: RedisThrottle;

  constructor(redisUrl: string, prefix: string) {
    const { url, ...options } = producerConnection(redisUrl);
    this.redis = new Redis(url, options);
    const logger = new Logger('Throttle');
    // Without a listener an unreachable Redis would end the process.
    this.redis.on('error', (error) => logger.warn(`Redis: ${error.message}`));
    this.throttle = new RedisThrottle(this.redis, prefix);
  }

  /** Later than the workers, who ask until they have drained. */
  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  admit(account: LimitedAccount, caller: Caller): Promise<number> {
    return this.throttle.admit(account, caller);
  }

  charge(account: LimitedAccount, calls: number): Promise<void> {
    return this.throttle.charge(account, calls);
  }

  slowDown(account: LimitedAccount, waitMs: number): Promise<void> {
    return this.throttle.slowDown(account, waitMs);
  }
}
