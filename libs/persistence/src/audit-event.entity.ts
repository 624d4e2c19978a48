import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who or what did what, when. Rows are only ever added. */
@Entity('audit_event')
export class AuditEventEntity {
  @PrimaryColumn('bigint') id: string;
  @Column('timestamptz') at: Date;
  @Column('uuid', { name: 'pipeline_id', nullable: true }) pipelineId: string | null;
  @Column('uuid', { name: 'posting_id', nullable: true }) postingId: string | null;
  /** `poller`, `mapper`, `writer`, or the person or token that asked. */
  @Column('text') actor: string;
  @Column('text') action: string;
  @Column('jsonb') detail: Record<string, unknown>;
}
