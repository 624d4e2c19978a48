import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RecordType } from './sync-run.entity.js';

@Entity('source_record')
export class SourceRecordEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'pipeline_id' }) pipelineId: string;
  @Column('text', { name: 'record_type' }) recordType: RecordType;
  @Column('text', { name: 'source_id' }) sourceId: string;
  @Column('text', { nullable: true }) number: string | null;
  /** Counts the different contents that were read; 0 while only the list row is known. */
  @Column('integer') version: number;
  @Column('text', { nullable: true }) fingerprint: string | null;
  @Column('json', { nullable: true }) payload: unknown;
  /** Cin7's list row said this kind of purchase; it decides which endpoint has the detail. */
  @Column('text', { nullable: true }) shape: string | null;
  @Column('bigint', { name: 'mapping_seq' }) mappingSeq: string;
  @Column('bigint', { name: 'mapped_seq' }) mappedSeq: string;
  @Column('timestamptz', { name: 'read_at' }) readAt: Date;
  @Column('smallint') lane: number;
}
