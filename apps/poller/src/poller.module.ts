import { type DynamicModule, Module } from '@nestjs/common';
import { Cin7Module } from '#libs/cin7';
import {
  CallTally,
  ConnectionRepository,
  DatabaseCheck,
  FailedJobRepository,
  PersistenceModule,
  QuickBooksTokenRepository,
} from '#libs/persistence';
import { PlatformModule } from '#libs/platform';
import { MapQueue, PollQueue, QueuesModule, RedisCheck } from '#libs/queues';
import { QuickBooksModule } from '#libs/quickbooks';
import { Secret, Vault } from '#libs/vault';
import { CallBudgetSweep } from './call-budget.sweep.js';
import { Cin7IdsReader } from './cin7-ids.reader.js';
import { ConnectionProbe } from './connection.probe.js';
import { ConnectionSweep } from './connection.sweep.js';
import { IdleTokenSweep } from './idle-token.sweep.js';
import { LatePollSweep } from './late-poll.sweep.js';
import { PollProcessor } from './poll.processor.js';
import { PollSweep } from './poll.sweep.js';
import type { PollerEnvironment } from './poller.environment.js';
import { PurchaseReader } from './purchase.reader.js';
import { QuickBooksReader } from './quickbooks.reader.js';
import { QuickBooksIdsReader } from './quickbooks-ids.reader.js';
import { ReconciliationReader } from './reconciliation.reader.js';
import { RunPace } from './run-pace.js';
import { RungReader } from './rung.reader.js';
import { SupplierReader } from './supplier.reader.js';
import { SupplierCreditNoteReader } from './supplier-credit-note.reader.js';
import { UnlistedReader } from './unlisted.reader.js';
import { QUICKBOOKS_DISTANCE_SECONDS, WebhookSweep } from './webhook.sweep.js';
import { WebhookCheckSweep } from './webhook-check.sweep.js';

@Module({})
export class PollerModule {
  static with(env: PollerEnvironment): DynamicModule {
    return {
      module: PollerModule,
      imports: [
        PlatformModule.forService({
          name: 'poller',
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
          sendsTo: [PollQueue, MapQueue],
          failedJobs: FailedJobRepository,
        }),
        Cin7Module.forRoot({
          apiUrl: env.CIN7_API_URL,
          callsPerMinute: env.CIN7_CALLS_PER_MINUTE,
          calls: CallTally,
        }),
        QuickBooksModule.forRoot({
          actor: 'poller',
          environment: env,
          conceal: (text) => new Secret(text),
          tokenStore: QuickBooksTokenRepository,
          connectionStates: ConnectionRepository,
          calls: CallTally,
        }),
      ],
      providers: [
        SupplierReader,
        PurchaseReader,
        SupplierCreditNoteReader,
        QuickBooksReader,
        QuickBooksIdsReader,
        Cin7IdsReader,
        UnlistedReader,
        ReconciliationReader,
        RunPace,
        RungReader,
        PollProcessor,
        PollSweep,
        CallBudgetSweep,
        LatePollSweep,
        ConnectionProbe,
        ConnectionSweep,
        IdleTokenSweep,
        { provide: QUICKBOOKS_DISTANCE_SECONDS, useValue: env.QUICKBOOKS_WEBHOOK_DISTANCE_SECONDS },
        WebhookSweep,
        WebhookCheckSweep,
      ],
    };
  }
}
