import { type DynamicModule, Module } from '@nestjs/common';
import { Cin7FilesModule } from '#libs/cin7';
import { ATTACHMENT_BYTES_MAX } from '#libs/domain';
import {
  CallTally,
  ConnectionRepository,
  DatabaseCheck,
  FailedJobRepository,
  PersistenceModule,
  QuickBooksTokenRepository,
} from '#libs/persistence';
import { PlatformModule } from '#libs/platform';
import { AttachQueue, QueuesModule, RedisCheck, WriteQueue } from '#libs/queues';
import { QuickBooksModule } from '#libs/quickbooks';
import { Secret, Vault } from '#libs/vault';
import { AttachProcessor } from './attach.processor.js';
import { AttachSweep } from './attach.sweep.js';
import { Coexistence } from './coexistence.js';
import { DoubtResolver } from './doubt.resolver.js';
import { DOUBT_POLICY, type DoubtPolicy } from './doubt-policy.js';
import { FileCarrier } from './file.carrier.js';
import { FileSettlement } from './file-settlement.js';
import { PostingWriter } from './posting.writer.js';
import { Settlement } from './settlement.js';
import { Withdrawal } from './withdrawal.js';
import { WriteProcessor } from './write.processor.js';
import { WriteSweep } from './write.sweep.js';
import type { WriterEnvironment } from './writer.environment.js';

/** For a file of the largest size that is carried. */
const DOWNLOAD_TIMEOUT_MS = 60_000;

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
          leaseSeconds: env.LEASE_SECONDS,
        }),
        QueuesModule.forRoot({
          redisUrl: env.REDIS_URL,
          sendsTo: [WriteQueue, AttachQueue],
          failedJobs: FailedJobRepository,
        }),
        Cin7FilesModule.forRoot({
          apiUrl: env.CIN7_API_URL,
          fileOrigins: env.CIN7_FILE_ORIGINS,
          maxBytes: ATTACHMENT_BYTES_MAX,
          timeoutMs: DOWNLOAD_TIMEOUT_MS,
          calls: CallTally,
        }),
        QuickBooksModule.forRoot({
          actor: 'writer',
          environment: env,
          conceal: (text) => new Secret(text),
          tokenStore: QuickBooksTokenRepository,
          connectionStates: ConnectionRepository,
          calls: CallTally,
        }),
      ],
      providers: [
        { provide: DOUBT_POLICY, useValue: policy },
        Coexistence,
        Settlement,
        DoubtResolver,
        Withdrawal,
        PostingWriter,
        WriteProcessor,
        WriteSweep,
        FileSettlement,
        FileCarrier,
        AttachProcessor,
        AttachSweep,
      ],
    };
  }
}
