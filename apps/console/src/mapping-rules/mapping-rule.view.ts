import { ApiProperty } from '@nestjs/swagger';
import type { RuleKind } from '#libs/domain';
import type { MappingRuleEntity } from '#libs/persistence';

export class MappingRuleView {
  @ApiProperty() kind: RuleKind;
  @ApiProperty() source: string;
  @ApiProperty() target: string;
  @ApiProperty() updatedAt: Date;
  @ApiProperty() updatedBy: string;
}

export function mappingRuleView(rule: MappingRuleEntity): MappingRuleView {
  const { kind, source, target, updatedAt, updatedBy } = rule;
  return { kind, source, target, updatedAt, updatedBy };
}
