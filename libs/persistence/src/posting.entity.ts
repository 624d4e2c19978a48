import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DocumentKind, ExclusionReason, Operation, PostingState } from '#libs/domain';

/** The columns of a posting that are read as a whole; the statements that move it stand in the repositories. */
@Entity('posting')
export class PostingEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'pipeline_id' }) pipelineId: string;
  @Column('uuid', { name: 'source_record_id' }) sourceRecordId: string;
  @Column('text', { name: 'realm_id' }) realmId: string;
  @Column('text') kind: DocumentKind;
  @Column('text', { name: 'source_key' }) sourceKey: string;
  @Column('text') state: PostingState;
  @Column('integer') revision: number;
  @Column('integer', { name: 'source_version' }) sourceVersion: number;
  @Column('text', { name: 'source_number', nullable: true }) sourceNumber: string | null;
  @Column('text', { name: 'document_number', nullable: true }) documentNumber: string | null;
  @Column('date', { name: 'document_date', nullable: true }) documentDate: string | null;
  /** What Cin7 says the document comes to. */
  @Column('numeric', { nullable: true, precision: 24, scale: 4 }) total: string | null;
  @Column('text', { nullable: true }) currency: string | null;
  @Column('text', { name: 'exclusion_reason', nullable: true }) exclusionReason: ExclusionReason | null;
  @Column('text') marker: string;
  /** The body for QuickBooks but for what is known only when it is sent: vendor, id, sync token. */
  @Column('json', { nullable: true }) intent: Record<string, unknown> | null;
  @Column('text', { name: 'intent_hash', nullable: true }) intentHash: string | null;
  @Column('text', { nullable: true }) operation: Operation | null;
  @Column('text', { name: 'request_id', nullable: true }) requestId: string | null;
  /** The exact bytes that were sent last. */
  @Column('text', { name: 'sent_payload', nullable: true }) sentPayload: string | null;
  @Column('text', { name: 'sent_sha256', nullable: true }) sentSha256: string | null;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) sentAt: Date | null;
  @Column('timestamptz', { name: 'first_sent_at', nullable: true }) firstSentAt: Date | null;
  @Column('bigint', { name: 'lease_token' }) leaseToken: string;
  @Column('timestamptz', { name: 'not_before', nullable: true }) notBefore: Date | null;
  @Column('integer') failures: number;
  @Column('text', { name: 'quickbooks_id', nullable: true }) quickBooksId: string | null;
  @Column('text', { name: 'sync_token', nullable: true }) syncToken: string | null;
  @Column('text', { name: 'link_origin', nullable: true }) linkOrigin: 'created' | 'adopted' | null;
  /** The intent that QuickBooks holds, as far as we know. */
  @Column('json', { name: 'posted_intent', nullable: true }) postedIntent: Record<string, unknown> | null;
  /** Of that, with its supplier; null where QuickBooks holds something else than was meant. */
  @Column('text', { name: 'posted_hash', nullable: true }) postedHash: string | null;
  /** What a person changed in QuickBooks gives way to this intention. */
  @Column('boolean') overwrites: boolean;
  /** Documents of others that look like it and of which a person said that they are not. */
  @Column('text', { name: 'other_than', array: true }) otherThan: string[];
  @Column('numeric', { name: 'posted_total', nullable: true, precision: 24, scale: 4 }) postedTotal:
    | string
    | null;
  @Column('text', { name: 'posted_currency', nullable: true }) postedCurrency: string | null;
  @Column('timestamptz', { name: 'posted_at', nullable: true }) postedAt: Date | null;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}
