import { Injectable } from '@nestjs/common';
import { type MappingContext, type MappingRule, policiesWith, type RuleKind } from '#libs/domain';
import { MappingRuleRepository, type PipelineEntity, QuickBooksObjectRepository } from '#libs/persistence';
import { taxRegimeOf } from '#libs/quickbooks';

/** Reads what mapping one record needs to know, and no more: rules and objects for the words that occur in it. */
@Injectable()
export class ContextReader {
  constructor(
    private readonly rules: MappingRuleRepository,
    private readonly objects: QuickBooksObjectRepository,
  ) {}

  /** Null while QuickBooks has not been read yet. */
  async read(pipeline: PipelineEntity, sources: readonly (string | null)[]): Promise<MappingContext | null> {
    const id = pipeline.quickBooksConnectionId;
    const [company, rules, terms, codes, rates] = await Promise.all([
      this.objects.company(id),
      this.rules.forSources(pipeline.id, [...new Set(sources.filter((source) => source !== null))]),
      this.objects.terms(id),
      this.objects.wholeList(id, 'TaxCode'),
      this.objects.wholeList(id, 'TaxRate'),
    ]);
    if (!company) return null;
    const policies = policiesWith(pipeline.policies);
    const fixed = [policies.department.id, policies.class.id].filter((each) => each !== undefined);
    const [payables, accounts, items, classes, departments, customers] = await Promise.all([
      this.objects.payables(id, company.homeCurrency),
      this.objects.accounts(id, targetsOf(rules, 'account', 'tax')),
      this.objects.listed(id, 'Item', targetsOf(rules, 'item')),
      this.objects.listed(id, 'Class', [...targetsOf(rules, 'class'), ...fixed]),
      this.objects.listed(id, 'Department', [...targetsOf(rules, 'location'), ...fixed]),
      this.objects.listed(id, 'Customer', targetsOf(rules, 'customer')),
    ]);
    const { usesSalesTax, ...books } = company;
    const taxes = taxRegimeOf({ codes, rates, usesSalesTax });
    const lists = { payables, accounts, items, classes, departments, customers, terms, taxes };
    const { cutOverDate, cin7LockDate: sourceLockDate } = pipeline;
    return { cutOverDate, sourceLockDate, ...books, policies, rules, ...lists };
  }
}

function targetsOf(rules: readonly MappingRule[], ...kinds: readonly RuleKind[]): readonly string[] {
  return rules.filter(({ kind }) => kinds.includes(kind)).map(({ target }) => target);
}
