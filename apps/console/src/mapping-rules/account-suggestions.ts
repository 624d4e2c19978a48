import { Injectable } from '@nestjs/common';
import type { Cin7AccountRow } from '#libs/cin7';
import { type Suggestion, suggestAccounts } from '#libs/domain';
import { MappingRuleRepository, type PipelineEntity, QuickBooksObjectRepository } from '#libs/persistence';
import { ProviderClients } from '../providers/provider-clients.js';
import { providerFailure } from '../providers/provider-problem.js';

/** Lays Cin7's accounts beside the mirrored chart of QuickBooks. Nothing is written: a person confirms. */
@Injectable()
export class AccountSuggestions {
  constructor(
    private readonly rules: MappingRuleRepository,
    private readonly mirror: QuickBooksObjectRepository,
    private readonly providers: ProviderClients,
  ) {}

  async of(pipeline: PipelineEntity): Promise<readonly Suggestion[]> {
    const [sources, chart, rules] = await Promise.all([
      this.sourceAccounts(pipeline.cin7ConnectionId),
      this.mirror.chartOfAccounts(pipeline.quickBooksConnectionId),
      this.rules.list(pipeline.id),
    ]);
    const mapped = rules.filter(({ kind }) => kind === 'account').map(({ source }) => source);
    return suggestAccounts(sources, [...chart.values()], new Set(mapped));
  }

  private async sourceAccounts(connectionId: string): Promise<readonly Cin7AccountRow[]> {
    try {
      return await (await this.providers.cin7(connectionId, 'look-up')).accounts();
    } catch (error) {
      throw providerFailure(error);
    }
  }
}
