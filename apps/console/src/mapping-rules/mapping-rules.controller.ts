import { BadRequestException, Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MappingRuleRepository, QuickBooksObjectRepository } from '#libs/persistence';
import { MapperBell } from '../bells/mapper-bell.js';
import { idPipe } from '../paging/id.pipe.js';
import { ExistingPipelines } from '../pipelines/existing-pipelines.js';
import { Actor } from '../sign-in/actor.js';
import { ChangeMappingRulesDto, type MappingRuleDto } from './change-mapping-rules.dto.js';
import { mappingRuleView } from './mapping-rule.view.js';
import { RuleSuggestions } from './rule-suggestions.js';
import { ruleWarnings } from './rule-warnings.js';

@ApiTags('mapping rules')
@ApiBearerAuth()
@Controller('api/v1/pipelines/:id/mapping-rules')
export class MappingRulesController {
  constructor(
    private readonly pipelines: ExistingPipelines,
    private readonly rules: MappingRuleRepository,
    private readonly mirror: QuickBooksObjectRepository,
    private readonly suggestions: RuleSuggestions,
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
    await this.mapper.ring(released);
    const targets = rules.flatMap(({ kind, target }) => (kind === 'account' && target ? [target] : []));
    const accounts = await this.mirror.accounts(pipeline.quickBooksConnectionId, targets);
    return {
      items: (await this.rules.list(id)).map(mappingRuleView),
      released: released.length,
      warnings: ruleWarnings(rules, accounts),
    };
  }

  @Get('suggestions')
  @ApiOperation({ summary: 'Accounts and tax rules that seem to belong together, with the evidence' })
  async suggest(@Param('id', idPipe) id: string) {
    return { items: await this.suggestions.of(await this.pipelines.get(id)), nextCursor: null };
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
