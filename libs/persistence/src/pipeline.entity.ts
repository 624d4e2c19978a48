import { Column, Entity, PrimaryColumn } from 'typeorm';

export const pipelineModes = ['shadow', 'live', 'paused'] as const;
export type PipelineMode = (typeof pipelineModes)[number];

@Entity('pipeline')
export class PipelineEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('uuid', { name: 'cin7_connection_id' }) cin7ConnectionId: string;
  @Column('uuid', { name: 'quickbooks_connection_id' }) quickBooksConnectionId: string;
  @Column('date', { name: 'cut_over_date', nullable: true }) cutOverDate: string | null;
  @Column('text') mode: PipelineMode;
  @Column('jsonb') policies: Record<string, unknown>;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}
