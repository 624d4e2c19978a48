import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, Matches, ValidateIf, ValidateNested } from 'class-validator';
import { type RuleKind, ruleKinds } from '#libs/domain';

const RULES_MAX = 5_000;

export class MappingRuleDto {
  @ApiProperty({ enum: ruleKinds })
  @IsIn(ruleKinds, { message: `kind is none of ${ruleKinds.join(', ')}.` })
  kind: RuleKind;

  @ApiProperty({ description: "Cin7's id, code or name." })
  @Matches(/^\S(.{0,498}\S)?$/, { message: 'source is not 1 to 500 characters of text on one line.' })
  source: string;

  @ApiProperty({ type: String, nullable: true, description: "QuickBooks' id; null removes the rule." })
  @ValidateIf(({ target }: MappingRuleDto) => target !== null)
  @Matches(/^\S{1,100}$/, { message: 'target is neither an id of QuickBooks, as text, nor null.' })
  target: string | null;
}

export class ChangeMappingRulesDto {
  @ApiProperty({ type: [MappingRuleDto] })
  @IsArray()
  @ArrayMaxSize(RULES_MAX)
  @ValidateNested({ each: true })
  @Type(() => MappingRuleDto)
  rules: MappingRuleDto[];
}
