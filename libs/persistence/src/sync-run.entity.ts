import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the poller reads, in the order in which it is best read first. */
export const readTypes = ['quickbooks-object', 'supplier', 'purchase', 'supplier-credit-note'] as const;
/** What it goes through again, to find what the readings missed or what has gone wrong. */
export const checkTypes = ['reconciliation', 'quickbooks-ids', 'cin7-ids'] as const;
export const recordTypes = [...readTypes, ...checkTypes] as const;
/** What has a place in the timetable and may be asked for. */
export type TimetabledType = (typeof recordTypes)[number];
/** The documents of Cin7 that webhooks have told of, read one by one beside everything else. */
export const RUNG = 'cin7-rung';
export type RecordType = TimetabledType | typeof RUNG;

export type SyncRunTrigger = 'schedule' | 'operator' | 'webhook';
export type SyncRunState = 'queued' | 'running' | 'succeeded' | 'failed';
export type SyncRunCounts = Readonly<Record<string, number>>;

@Entity('sync_run')
export class SyncRunEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'pipeline_id' }) pipelineId: string;
  @Column('text', { name: 'record_type' }) recordType: RecordType;
  @Column('text') trigger: SyncRunTrigger;
  @Column('text') state: SyncRunState;
  @Column('text') phase: 'list' | 'details';
  /** Changes since this moment are read; null reads everything. */
  @Column('timestamptz', { nullable: true }) since: Date | null;
  /** Our clock before page 1: the watermark once all pages are in. */
  @Column('timestamptz', { name: 'read_until', nullable: true }) readUntil: Date | null;
  @Column('text', { nullable: true }) cursor: string | null;
  @Column('jsonb') counts: SyncRunCounts;
  @Column('text', { nullable: true }) error: string | null;
  @Column('integer') failures: number;
  /** Pauses that the provider asked for in a row. */
  @Column('integer') refusals: number;
  @Column('bigint', { name: 'lease_token' }) leaseToken: string;
  @Column('timestamptz', { name: 'lease_until', nullable: true }) leaseUntil: Date | null;
  @Column('timestamptz', { name: 'not_before', nullable: true }) notBefore: Date | null;
  @Column('timestamptz', { name: 'queued_at' }) queuedAt: Date;
  @Column('timestamptz', { name: 'started_at', nullable: true }) startedAt: Date | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
}
