import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Vault } from '#libs/vault';
import { AttachmentClaimRepository } from './attachment-claim.repository.js';
import { AttachmentReplayRepository } from './attachment-replay.repository.js';
import { AttachmentWriteRepository } from './attachment-write.repository.js';
import { AuditRepository } from './audit.repository.js';
import { AuditChainRepository } from './audit-chain.repository.js';
import { CallBudgetRepository } from './call-budget.repository.js';
import { CallCountRepository } from './call-count.repository.js';
import { CallTally } from './call-tally.js';
import { Cin7WebhookRepository } from './cin7-webhook.repository.js';
import { ConnectionRepository } from './connection.repository.js';
import { ConnectionWatchRepository } from './connection-watch.repository.js';
import { ConsentStateRepository } from './consent-state.repository.js';
import { dataSourceOptions } from './data-source.js';
import { FailedJobRepository } from './failed-job.repository.js';
import { FindingRepository } from './finding.repository.js';
import { LEASE_SECONDS, USUAL_LEASE_SECONDS } from './lease-seconds.js';
import { ListingRepository } from './listing.repository.js';
import { LookAlikeRepository } from './look-alike.repository.js';
import { MappingRuleRepository } from './mapping-rule.repository.js';
import { OrderDriftRepository } from './order-drift.repository.js';
import { PipelineRepository } from './pipeline.repository.js';
import { PollWatchRepository } from './poll-watch.repository.js';
import { PostingClaimRepository } from './posting-claim.repository.js';
import { PostingIntentRepository } from './posting-intent.repository.js';
import { PostingReplayRepository } from './posting-replay.repository.js';
import { PostingResolutionRepository } from './posting-resolution.repository.js';
import { PostingViewRepository } from './posting-view.repository.js';
import { PostingWriteRepository } from './posting-write.repository.js';
import { QuickBooksCatalogueRepository } from './quickbooks-catalogue.repository.js';
import { QuickBooksObjectRepository } from './quickbooks-object.repository.js';
import { QuickBooksTokenRepository } from './quickbooks-token.repository.js';
import { ReconciliationRepository } from './reconciliation.repository.js';
import { RungDocumentRepository } from './rung-document.repository.js';
import { SourceRecordRepository } from './source-record.repository.js';
import { SyncRunRepository } from './sync-run.repository.js';
import { WebhookInboxRepository } from './webhook-inbox.repository.js';
import { WebhookMarkRepository } from './webhook-mark.repository.js';

const repositories = [
  AttachmentClaimRepository,
  AttachmentReplayRepository,
  AttachmentWriteRepository,
  AuditChainRepository,
  AuditRepository,
  CallBudgetRepository,
  CallCountRepository,
  CallTally,
  ConnectionWatchRepository,
  ConsentStateRepository,
  FindingRepository,
  ListingRepository,
  LookAlikeRepository,
  FailedJobRepository,
  MappingRuleRepository,
  OrderDriftRepository,
  PipelineRepository,
  PollWatchRepository,
  PostingClaimRepository,
  PostingIntentRepository,
  PostingReplayRepository,
  PostingResolutionRepository,
  PostingViewRepository,
  PostingWriteRepository,
  QuickBooksCatalogueRepository,
  QuickBooksObjectRepository,
  ReconciliationRepository,
  RungDocumentRepository,
  SourceRecordRepository,
  SyncRunRepository,
  WebhookInboxRepository,
  WebhookMarkRepository,
];

/** Repositories that can read credentials; only services that call a provider get them. */
const credentialRepositories = [Cin7WebhookRepository, ConnectionRepository, QuickBooksTokenRepository];

export interface PersistenceOptions {
  readonly databaseUrl: string;
  /** Left out for a service that never opens a credential. */
  readonly vault?: Vault;
  /** How long work stays with a worker that says nothing more. */
  readonly leaseSeconds?: number;
  /** How long a statement may take, for a service whose callers do not wait. */
  readonly patienceMs?: number;
}

@Module({})
export class PersistenceModule {
  static forRoot({
    databaseUrl,
    vault,
    leaseSeconds = USUAL_LEASE_SECONDS,
    patienceMs,
  }: PersistenceOptions): DynamicModule {
    const lease = { provide: LEASE_SECONDS, useValue: leaseSeconds };
    const providers = vault
      ? [...repositories, ...credentialRepositories, { provide: Vault, useValue: vault }, lease]
      : [...repositories, lease];
    return {
      module: PersistenceModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(databaseUrl, undefined, { patienceMs }),
          retryAttempts: 5,
          retryDelay: 2_000,
        }),
      ],
      providers,
      exports: vault ? [...repositories, ...credentialRepositories] : repositories,
    };
  }
}
