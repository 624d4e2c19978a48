import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Cin7Module } from '#libs/cin7';
import {
  CallTally,
  ConnectionRepository,
  DatabaseCheck,
  PersistenceModule,
  QuickBooksTokenRepository,
} from '#libs/persistence';
import { PlatformModule } from '#libs/platform';
import { AttachQueue, MapQueue, PollQueue, QueuesModule, RedisCheck, WriteQueue } from '#libs/queues';
import { QuickBooksModule } from '#libs/quickbooks';
import { Secret, Vault } from '#libs/vault';
import { AuditEventsController } from './audit/audit-events.controller.js';
import { MapperBell } from './bells/mapper-bell.js';
import { Budgets } from './calls/budgets.js';
import { CallsController } from './calls/calls.controller.js';
import { ConnectionTest } from './connections/connection-test.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { ConsentController } from './connections/consent.controller.js';
import { ConsentRedirect } from './connections/consent-redirect.js';
import type { ConsoleEnvironment } from './console.environment.js';
import { FailedJobsController } from './failed-jobs/failed-jobs.controller.js';
import { FailedJobsSweep } from './failed-jobs/failed-jobs.sweep.js';
import { HomeController } from './home.controller.js';
import { AccountSuggestions } from './mapping-rules/account-suggestions.js';
import { ListSuggestions } from './mapping-rules/list-suggestions.js';
import { MappingRulesController } from './mapping-rules/mapping-rules.controller.js';
import { RuleWarnings } from './mapping-rules/rule-warnings.js';
import { TaxSuggestions } from './mapping-rules/tax-suggestions.js';
import { ExistingPipelines } from './pipelines/existing-pipelines.js';
import { NewPipeline } from './pipelines/new-pipeline.js';
import { PipelinesController } from './pipelines/pipelines.controller.js';
import { AttachmentsController } from './postings/attachments.controller.js';
import { PostingDecisionsController } from './postings/posting-decisions.controller.js';
import { PostingsController } from './postings/postings.controller.js';
import { ProviderClients } from './providers/provider-clients.js';
import { ApiToken } from './sign-in/api-token.js';
import { SignInGuard } from './sign-in/sign-in.guard.js';
import { SyncRunsController } from './sync-runs/sync-runs.controller.js';
import { ProblemsController } from './tie-out/problems.controller.js';
import { ReconciliationController } from './tie-out/reconciliation.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WebhooksPlace } from './webhooks/webhooks-place.js';

/** The operator's side: connect, map, look, replay, reconcile. */
@Module({})
export class ConsoleModule {
  static with(environment: ConsoleEnvironment): DynamicModule {
    return {
      module: ConsoleModule,
      imports: importsOf(environment),
      controllers: [
        HomeController,
        ConsentController,
        ConnectionsController,
        CallsController,
        PipelinesController,
        SyncRunsController,
        MappingRulesController,
        PostingsController,
        PostingDecisionsController,
        AttachmentsController,
        ProblemsController,
        FailedJobsController,
        ReconciliationController,
        AuditEventsController,
        WebhooksController,
      ],
      providers: [
        { provide: ApiToken, useValue: new ApiToken(new Secret(environment.API_TOKEN)) },
        { provide: APP_GUARD, useClass: SignInGuard },
        { provide: ConsentRedirect, useValue: new ConsentRedirect(environment.PUBLIC_URL) },
        {
          provide: WebhooksPlace,
          useValue: new WebhooksPlace(environment.WEBHOOKS_PUBLIC_URL ?? environment.PUBLIC_URL),
        },
        AccountSuggestions,
        Budgets,
        ListSuggestions,
        RuleWarnings,
        TaxSuggestions,
        ConnectionTest,
        ExistingPipelines,
        FailedJobsSweep,
        MapperBell,
        NewPipeline,
        ProviderClients,
      ],
    };
  }
}

function importsOf(environment: ConsoleEnvironment): DynamicModule[] {
  const vault = Vault.fromKeyring(environment.ENCRYPTION_KEYS, environment.BILLBRIDGE_ENVIRONMENT);
  return [
    PersistenceModule.forRoot({ databaseUrl: environment.DATABASE_URL, vault }),
    QueuesModule.forRoot({
      redisUrl: environment.REDIS_URL,
      sendsTo: [PollQueue, MapQueue, WriteQueue, AttachQueue],
    }),
    Cin7Module.forRoot({
      apiUrl: environment.CIN7_API_URL,
      callsPerMinute: environment.CIN7_CALLS_PER_MINUTE,
      calls: CallTally,
    }),
    QuickBooksModule.forRoot({
      actor: 'console',
      environment,
      conceal: (text) => new Secret(text),
      tokenStore: QuickBooksTokenRepository,
      connectionStates: ConnectionRepository,
      calls: CallTally,
    }),
    PlatformModule.forService({
      name: 'console',
      logLevel: environment.LOG_LEVEL,
      checks: [DatabaseCheck, { provide: 'redis', useExisting: RedisCheck }],
    }),
  ];
}
