import { Injectable } from '@nestjs/common';
import { type Cin7Client, paymentTermsOf, productsOf, warehousesOf } from '#libs/cin7';
import { policiesWith, type Suggestion, suggestByName, suggestItems, suggestTerms } from '#libs/domain';
import { MappingRuleRepository, type PipelineEntity, QuickBooksCatalogueRepository } from '#libs/persistence';
import { ProviderClients } from '../providers/provider-clients.js';
import { providerFailure } from '../providers/provider-problem.js';

export type ListKind = 'location' | 'class' | 'term' | 'item';

/** Lays Cin7's warehouses, terms and products beside the mirrored lists of QuickBooks. Nothing is written. */
@Injectable()
export class ListSuggestions {
  constructor(
    private readonly rules: MappingRuleRepository,
    private readonly catalogue: QuickBooksCatalogueRepository,
    private readonly providers: ProviderClients,
  ) {}

  async of(pipeline: PipelineEntity, kind: ListKind): Promise<readonly Suggestion[]> {
    const rules = await this.rules.list(pipeline.id);
    const mapped = new Set(rules.filter((rule) => rule.kind === kind).map(({ source }) => source));
    switch (kind) {
      case 'location':
        return this.byWarehouse(pipeline, 'department', 'Department', mapped);
      case 'class':
        return this.byWarehouse(pipeline, 'class', 'Class', mapped);
      case 'term':
        return this.terms(pipeline, mapped);
      case 'item':
        return this.items(pipeline, mapped);
    }
  }

  /** Only where the policy takes the department or class from the warehouse would a rule for one be read. */
  private async byWarehouse(
    pipeline: PipelineEntity,
    policy: 'department' | 'class',
    entity: string,
    mapped: ReadonlySet<string>,
  ): Promise<readonly Suggestion[]> {
    if (policiesWith(pipeline.policies)[policy].from !== 'location') return [];
    const candidates = await this.catalogue.entries(pipeline.quickBooksConnectionId, entity);
    if (candidates.length === 0) return [];
    const names = await this.ask(pipeline, warehousesOf);
    return suggestByName(
      names.map((name) => ({ source: name, name })),
      candidates,
      mapped,
    );
  }

  private async terms(pipeline: PipelineEntity, mapped: ReadonlySet<string>): Promise<readonly Suggestion[]> {
    const candidates = await this.catalogue.entries(pipeline.quickBooksConnectionId, 'Term');
    if (candidates.length === 0) return [];
    const terms = await this.ask(pipeline, paymentTermsOf);
    return suggestTerms(
      terms.map((term) => ({ source: term.name, ...term })),
      candidates,
      mapped,
    );
  }

  private async items(pipeline: PipelineEntity, mapped: ReadonlySet<string>): Promise<readonly Suggestion[]> {
    const items = await this.catalogue.entries(pipeline.quickBooksConnectionId, 'Item');
    if (items.length === 0) return [];
    const products = await this.ask(pipeline, productsOf);
    return suggestItems(
      products.map(({ sku, name }) => ({ source: sku, name })),
      items,
      mapped,
    );
  }

  private async ask<Rows>(
    { cin7ConnectionId: connectionId }: PipelineEntity,
    question: (client: Cin7Client) => Promise<Rows>,
  ): Promise<Rows> {
    try {
      return await question(await this.providers.cin7(connectionId, 'look-up'));
    } catch (error) {
      throw providerFailure(error);
    }
  }
}
