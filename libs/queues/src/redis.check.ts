import type { OnModuleDestroy } from '@nestjs/common';
import { Redis } from 'ioredis';

/** Ready only while Redis answers and never drops jobs for want of memory. */
export class RedisCheck implements OnModuleDestroy {
  readonly name = 'redis';
  private readonly redis: Redis;

  constructor(redisUrl: string) {
    this.redis = new Redis(redisUrl, {
      lazyConnect: true,
      maxRetriesPerRequest: 1,
      enableOfflineQueue: true,
    });
    this.redis.on('error', () => {
      // The check itself reports it.
    });
  }

  async check(): Promise<void> {
    const info = await this.redis.info('memory');
    const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1];
    if (policy && policy !== 'noeviction')
      throw new Error(`Redis may drop jobs: its maxmemory-policy is ${policy}, set it to noeviction.`);
  }

  onModuleDestroy(): void {
    this.redis.disconnect();
  }
}
