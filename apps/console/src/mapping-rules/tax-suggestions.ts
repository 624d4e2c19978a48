import { Injectable } from '@nestjs/common';
import type { Cin7TaxRuleRow } from '#libs/cin7';
import {
  decimalFromNumber,
  type MappingRule,
  type RuleKind,
  type SourceTaxRule,
  type Suggestion,
  suggestTaxes,
  type TaxRegime,
} from '#libs/domain';
import { MappingRuleRepository, type PipelineEntity, QuickBooksObjectRepository } from '#libs/persistence';
import { taxRegimeOf } from '#libs/quickbooks';
import { ProviderClients } from '../providers/provider-clients.js';
import { providerFailure } from '../providers/provider-problem.js';

/** Lays Cin7's tax rules beside QuickBooks' tax codes, or beside its accounts where there are none. */
@Injectable()
export class TaxSuggestions {
  constructor(
    private readonly rules: MappingRuleRepository,
    private readonly mirror: QuickBooksObjectRepository,
    private readonly providers: ProviderClients,
  ) {}

  async of(pipeline: PipelineEntity): Promise<readonly Suggestion[]> {
    const [source, chart, taxes, rules] = await Promise.all([
      this.source(pipeline.cin7ConnectionId),
      this.mirror.chartOfAccounts(pipeline.quickBooksConnectionId),
      this.taxes(pipeline.quickBooksConnectionId),
      this.rules.list(pipeline.id),
    ]);
    return suggestTaxes({
      ...source,
      taxes,
      chart: [...chart.values()],
      mappedAccounts: targets(rules, 'account'),
      mapped: new Set(targets(rules, 'tax').keys()),
    });
  }

  private async taxes(connectionId: string): Promise<TaxRegime> {
    const [company, codes, rates] = await Promise.all([
      this.mirror.company(connectionId),
      this.mirror.wholeList(connectionId, 'TaxCode'),
      this.mirror.wholeList(connectionId, 'TaxRate'),
    ]);
    return taxRegimeOf({ codes, rates, usesSalesTax: company?.usesSalesTax ?? true });
  }

  private async source(connectionId: string) {
    try {
      const client = await this.providers.cin7(connectionId, 'look-up');
      const [accounts, taxRules] = [await client.accounts(), await client.purchaseTaxRules()];
      return { accounts, taxRules: taxRules.flatMap(sourceTaxRule) };
    } catch (error) {
      throw providerFailure(error);
    }
  }
}

function targets(rules: readonly MappingRule[], wanted: RuleKind): ReadonlyMap<string, string> {
  return new Map(rules.filter(({ kind }) => kind === wanted).map(({ source, target }) => [source, target]));
}

function sourceTaxRule({ name, percent, account }: Cin7TaxRuleRow): SourceTaxRule[] {
  const exact = decimalFromNumber(percent);
  return exact ? [{ name, percent: exact, account }] : [];
}
