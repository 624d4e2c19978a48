import { type DynamicModule, Module } from '@nestjs/common';
import {
  ConnectionRepository,
  DatabaseCheck,
  FailedJobRepository,
  PersistenceModule,
  QuickBooksTokenRepository,
} from '#libs/persistence';
import { PlatformModule } from '#libs/platform';
import { QueuesModule, RedisCheck, WriteQueue } from '#libs/queues';
import { QuickBooksModule } from '#libs/quickbooks';
import { Secret, Vault } from '#libs/vault';
import { DoubtResolver } from './doubt.resolver.js';
import { DOUBT_POLICY, type DoubtPolicy } from './doubt-policy.js';
import { Settlement } from './settlement.js';
import { Withdrawal } from './withdrawal.js';
import { WriteProcessor } from './write.processor.js';
import { WriteSweep } from './write.sweep.js';
import type { WriterEnvironment } from './writer.environment.js';

@Module({})
export class WriterModule {
  static with(env: WriterEnvironment): DynamicModule {
    const policy: DoubtPolicy = {
      lookUpSeconds: env.IN_DOUBT_LOOKUP_SECONDS,
      settleSeconds: env.IN_DOUBT_SETTLE_SECONDS,
    };
    return {
      module: WriterModule,
      imports: [
        PlatformModule.forService({
          name: 'writer',
          logLevel: env.LOG_LEVEL,
          checks: [DatabaseCheck, { provide: 'redis', useExisting: RedisCheck }],
        }),
        PersistenceModule.forRoot({
          databaseUrl: env.DATABASE_URL,
          vault: Vault.fromKeyring(env.ENCRYPTION_KEYS, env.BILLBRIDGE_ENVIRONMENT),
        }),
        QueuesModule.forRoot({
          redisUrl: env.REDIS_URL,
          sendsTo: [WriteQueue],
          failedJobs: FailedJobRepository,
        }),
        QuickBooksModule.forRoot({
          actor: 'writer',
          environment: env,
          conceal: (text) => new Secret(text),
          tokenStore: QuickBooksTokenRepository,
          connectionStates: ConnectionRepository,
        }),
      ],
      providers: [
        { provide: DOUBT_POLICY, useValue: policy },
        Settlement,
        DoubtResolver,
        Withdrawal,
        WriteProcessor,
        WriteSweep,
      ],
    };
  }
}
