import { Injectable } from '@nestjs/common';
import { type Cin7AccountRow, Cin7Accounts, type Cin7TaxRuleRow } from '#libs/cin7';
import {
  decimalFromNumber,
  type RuleKind,
  type SourceTaxRule,
  type Suggestion,
  suggestAccounts,
  suggestTaxes,
  type TaxRegime,
} from '#libs/domain';
import {
  ConnectionRepository,
  MappingRuleRepository,
  type PipelineEntity,
  QuickBooksObjectRepository,
} from '#libs/persistence';
import { taxRegimeOf } from '#libs/quickbooks';
import { providerFailure } from '../providers/provider-problem.js';

/** A mapping rule that a person may confirm. */
export type RuleSuggestion = Suggestion & { readonly kind: RuleKind };

/** Lays Cin7's accounts and tax rules beside the mirror of QuickBooks. Nothing is written: a person confirms. */
@Injectable()
export class RuleSuggestions {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly rules: MappingRuleRepository,
    private readonly mirror: QuickBooksObjectRepository,
    private readonly cin7: Cin7Accounts,
  ) {}

  async of(pipeline: PipelineEntity): Promise<readonly RuleSuggestion[]> {
    const [source, chartById, taxes, rules] = await Promise.all([
      this.source(pipeline.cin7ConnectionId),
      this.mirror.chartOfAccounts(pipeline.quickBooksConnectionId),
      this.taxes(pipeline.quickBooksConnectionId),
      this.rules.list(pipeline.id),
    ]);
    const chart = [...chartById.values()];
    const mapped = (wanted: RuleKind) =>
      new Map(rules.filter(({ kind }) => kind === wanted).map((rule) => [rule.source, rule.target]));
    const mappedAccounts = mapped('account');
    const evidence = { ...source, taxes, chart, mappedAccounts, mapped: new Set(mapped('tax').keys()) };
    const accounts = suggestAccounts(source.accounts, chart, new Set(mappedAccounts.keys()));
    return [
      ...accounts.map((each) => ({ kind: 'account' as const, ...each })),
      ...suggestTaxes(evidence).map((each) => ({ kind: 'tax' as const, ...each })),
    ];
  }

  private async taxes(connectionId: string): Promise<TaxRegime> {
    const [company, codes, rates] = await Promise.all([
      this.mirror.company(connectionId),
      this.mirror.wholeList(connectionId, 'TaxCode'),
      this.mirror.wholeList(connectionId, 'TaxRate'),
    ]);
    return taxRegimeOf({ codes, rates, usesSalesTax: company?.usesSalesTax ?? true });
  }

  private async source(connectionId: string): Promise<{
    readonly accounts: readonly Cin7AccountRow[];
    readonly taxRules: readonly SourceTaxRule[];
  }> {
    try {
      const client = this.cin7.client(await this.connections.cin7Keys(connectionId));
      const [accounts, taxRules] = [await client.accounts(), await client.purchaseTaxRules()];
      return { accounts, taxRules: taxRules.flatMap(sourceTaxRule) };
    } catch (error) {
      throw providerFailure(error);
    }
  }
}

function sourceTaxRule({ name, percent, account }: Cin7TaxRuleRow): SourceTaxRule[] {
  const exact = decimalFromNumber(percent);
  return exact ? [{ name, percent: exact, account }] : [];
}
