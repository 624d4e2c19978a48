import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Redis } from 'ioredis';
import { checkConnection } from './redis-connection.js';
import { whyUnfit, whyUnsafe } from './redis-settings.js';

/** Ready only while Redis answers and never drops jobs for want of memory. */
export class RedisCheck implements OnApplicationBootstrap, OnModuleDestroy {
  readonly name = 'redis';
  private readonly redis: Redis;
  private readonly logger = new Logger('Redis');

  constructor(redisUrl: string) {
    this.redis = new Redis(redisUrl, checkConnection());
    this.redis.on('error', () => {
      // The check itself reports it.
    });
  }

  /** Refuses to start on a Redis that drops jobs. One that is away is waited for: readiness tells of it. */
  async onApplicationBootstrap(): Promise<void> {
    const info = await this.redis.info().catch(() => null);
    if (info === null) {
      this.logger.warn('Redis does not answer yet: jobs wait in the database.');
      return;
    }
    const unfit = whyUnfit(info);
    if (unfit) throw new Error(unfit);
    const unsafe = whyUnsafe(info);
    if (unsafe) this.logger.warn(unsafe);
  }

  async check(): Promise<void> {
    const unfit = whyUnfit(await this.redis.info('memory'));
    if (unfit) throw new Error(unfit);
  }

  onModuleDestroy(): void {
    this.redis.disconnect();
  }
}
