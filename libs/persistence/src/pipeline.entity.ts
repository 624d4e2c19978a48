import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PipelinePolicies } from '#libs/domain';

export const pipelineModes = ['shadow', 'live', 'paused'] as const;
export type PipelineMode = (typeof pipelineModes)[number];

@Entity('pipeline')
export class PipelineEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('uuid', { name: 'cin7_connection_id' }) cin7ConnectionId: string;
  @Column('uuid', { name: 'quickbooks_connection_id' }) quickBooksConnectionId: string;
  @Column('date', { name: 'cut_over_date', nullable: true }) cutOverDate: string | null;
  /** Up to this day Cin7 takes no changes; as it said when it was read last. */
  @Column('date', { name: 'cin7_lock_date', nullable: true }) cin7LockDate: string | null;
  /** To what moment the database was put back, and when an operator said so. */
  @Column('timestamptz', { name: 'restored_to', nullable: true }) restoredTo: Date | null;
  @Column('timestamptz', { name: 'restored_at', nullable: true }) restoredAt: Date | null;
  @Column('text') mode: PipelineMode;
  /** What was chosen; the rest follows the defaults. */
  @Column('jsonb') policies: Partial<PipelinePolicies>;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}
