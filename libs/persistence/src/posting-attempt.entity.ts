import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Operation } from '#libs/domain';

export const attemptOutcomes = [
  'posted',
  'not-sent',
  'throttled',
  'unauthorised',
  'locked-out',
  'stale',
  'rejected',
  'unknown',
  'lost',
] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

/** One call to QuickBooks and what came of it. Rows are only ever added. */
@Entity('posting_attempt')
export class PostingAttemptEntity {
  @PrimaryColumn('bigint') id: string;
  @Column('uuid', { name: 'posting_id' }) postingId: string;
  @Column('integer') revision: number;
  @Column('text') operation: Operation;
  @Column('text', { name: 'request_id' }) requestId: string;
  @Column('text', { name: 'payload_sha256' }) payloadSha256: string;
  @Column('bigint', { name: 'lease_token' }) leaseToken: string;
  @Column('timestamptz', { name: 'started_at' }) startedAt: Date;
  @Column('timestamptz', { name: 'ended_at' }) endedAt: Date;
  @Column('text') outcome: AttemptOutcome;
  @Column('integer', { name: 'http_status', nullable: true }) httpStatus: number | null;
  @Column('text', { name: 'fault_code', nullable: true }) faultCode: string | null;
  @Column('text', { nullable: true }) detail: string | null;
  /** Intuit's `intuit_tid`: what their support asks for. */
  @Column('text', { name: 'trace_id', nullable: true }) traceId: string | null;
}
