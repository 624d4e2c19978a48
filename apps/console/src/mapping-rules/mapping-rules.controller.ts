import { BadRequestException, Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Suggestion } from '#libs/domain';
import { MappingRuleRepository, type PipelineEntity } from '#libs/persistence';
import { MapperBell } from '../bells/mapper-bell.js';
import { idPipe } from '../paging/id.pipe.js';
import { ExistingPipelines } from '../pipelines/existing-pipelines.js';
import { Actor } from '../sign-in/actor.js';
import { AccountSuggestions } from './account-suggestions.js';
import { ChangeMappingRulesDto, type MappingRuleDto } from './change-mapping-rules.dto.js';
import { ListSuggestions } from './list-suggestions.js';
import { ListSuggestionsQuery, type SuggestedKind, suggestedKinds } from './list-suggestions.query.js';
import { mappingRuleView } from './mapping-rule.view.js';
import { RuleWarnings } from './rule-warnings.js';
import { TaxSuggestions } from './tax-suggestions.js';

@ApiTags('mapping rules')
@ApiBearerAuth()
@Controller('api/v1/pipelines/:id/mapping-rules')
export class MappingRulesController {
  constructor(
    private readonly pipelines: ExistingPipelines,
    private readonly rules: MappingRuleRepository,
    private readonly warnings: RuleWarnings,
    private readonly accounts: AccountSuggestions,
    private readonly taxes: TaxSuggestions,
    private readonly lists: ListSuggestions,
    private readonly mapper: MapperBell,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All mapping rules' })
  async list(@Param('id', idPipe) id: string) {
    await this.pipelines.get(id);
    return { items: (await this.rules.list(id)).map(mappingRuleView), nextCursor: null };
  }

  @Put()
  @ApiOperation({
    summary: 'Set rules by kind and source; what that releases is mapped and posted by itself',
  })
  async change(
    @Param('id', idPipe) id: string,
    @Body() { rules }: ChangeMappingRulesDto,
    @Actor() actor: string,
  ) {
    const pipeline = await this.pipelines.get(id);
    refuseContradictions(rules);
    const released = await this.rules.change(id, rules, actor);
    await this.mapper.ring(id, released.length);
    return {
      items: (await this.rules.list(id)).map(mappingRuleView),
      released: released.length,
      warnings: await this.warnings.of(pipeline, rules),
    };
  }

  @Get('suggestions')
  @ApiOperation({ summary: 'What seems to belong together on both sides, with the evidence' })
  async suggest(@Param('id', idPipe) id: string, @Query() { kind }: ListSuggestionsQuery) {
    const pipeline = await this.pipelines.get(id);
    const kinds = kind ? [kind] : suggestedKinds.filter((each) => each !== 'item');
    const items = [];
    for (const each of kinds)
      for (const found of await this.suggestionsOf(pipeline, each)) items.push({ kind: each, ...found });
    return { items, nextCursor: null };
  }

  private suggestionsOf(pipeline: PipelineEntity, kind: SuggestedKind): Promise<readonly Suggestion[]> {
    switch (kind) {
      case 'account':
        return this.accounts.of(pipeline);
      case 'tax':
        return this.taxes.of(pipeline);
      default:
        return this.lists.of(pipeline, kind);
    }
  }
}

/** Which of two rules for one source is meant, nobody can tell. */
function refuseContradictions(rules: readonly MappingRuleDto[]): void {
  const seen = new Set<string>();
  for (const { kind, source } of rules) {
    const key = JSON.stringify([kind, source]);
    if (seen.has(key))
      throw new BadRequestException(`There are two rules for ${kind} ${source}. Send one of them only.`);
    seen.add(key);
  }
}
