import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RuleKind } from '#libs/domain';

@Entity('mapping_rule')
export class MappingRuleEntity {
  @PrimaryColumn('uuid', { name: 'pipeline_id' }) pipelineId: string;
  @PrimaryColumn('text') kind: RuleKind;
  @PrimaryColumn('text') source: string;
  @Column('text') target: string;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
  @Column('text', { name: 'updated_by' }) updatedBy: string;
}
