import { Injectable } from '@nestjs/common';
import type { MappingContext } from '#libs/domain';
import { MappingRuleRepository, type PipelineEntity, QuickBooksObjectRepository } from '#libs/persistence';

/** Reads what mapping one record needs to know, and no more: rules and accounts for the codes that occur in it. */
@Injectable()
export class ContextReader {
  constructor(
    private readonly rules: MappingRuleRepository,
    private readonly objects: QuickBooksObjectRepository,
  ) {}

  /** Null while QuickBooks has not been read yet. */
  async read(pipeline: PipelineEntity, sources: readonly (string | null)[]): Promise<MappingContext | null> {
    const connectionId = pipeline.quickBooksConnectionId;
    const [company, rules, terms] = await Promise.all([
      this.objects.company(connectionId),
      this.rules.forSources(pipeline.id, [...new Set(sources.filter((source) => source !== null))]),
      this.objects.terms(connectionId),
    ]);
    if (!company) return null;
    const accountIds = rules.filter(({ kind }) => kind === 'account').map(({ target }) => target);
    const accounts = await this.objects.accounts(connectionId, accountIds);
    return { cutOverDate: pipeline.cutOverDate, ...company, rules, accounts, terms };
  }
}
