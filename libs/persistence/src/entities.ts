import { AuditEventEntity } from './audit-event.entity.js';
import { ConnectionEntity } from './connection.entity.js';
import { MappingRuleEntity } from './mapping-rule.entity.js';
import { PipelineEntity } from './pipeline.entity.js';
import { PostingEntity } from './posting.entity.js';
import { PostingAttemptEntity } from './posting-attempt.entity.js';
import { SourceRecordEntity } from './source-record.entity.js';
import { SyncRunEntity } from './sync-run.entity.js';

export const entities = [
  AuditEventEntity,
  ConnectionEntity,
  MappingRuleEntity,
  PipelineEntity,
  PostingEntity,
  PostingAttemptEntity,
  SourceRecordEntity,
  SyncRunEntity,
] as const;
