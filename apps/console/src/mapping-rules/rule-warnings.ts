import { Injectable } from '@nestjs/common';
import type { ListedObject, RuleKind } from '#libs/domain';
import { type PipelineEntity, QuickBooksObjectRepository, type RuleChange } from '#libs/persistence';

/** Where the target of a rule is looked for; that of a tax rule may be a tax code or an account. */
const LISTS: Readonly<Record<RuleKind, readonly string[]>> = {
  supplier: ['Vendor'],
  account: ['Account'],
  tax: ['TaxCode', 'Account'],
  term: ['Term'],
  location: ['Department'],
  class: ['Class'],
  item: ['Item'],
  customer: ['Customer'],
};

/** Rules that are taken but cannot work yet: what they name may still be added, made active or read. */
@Injectable()
export class RuleWarnings {
  constructor(private readonly mirror: QuickBooksObjectRepository) {}

  async of(pipeline: PipelineEntity, rules: readonly RuleChange[]): Promise<readonly string[]> {
    const known = new Map<string, ReadonlyMap<string, ListedObject>>();
    for (const entity of new Set(rules.flatMap(({ kind }) => LISTS[kind]))) {
      const targets = rules.flatMap(({ kind, target }) =>
        target !== null && LISTS[kind].includes(entity) ? [target] : [],
      );
      known.set(entity, await this.mirror.listed(pipeline.quickBooksConnectionId, entity, targets));
    }
    return rules.flatMap((rule) => warningOf(rule, known));
  }
}

function warningOf(
  { kind, source, target }: RuleChange,
  known: ReadonlyMap<string, ReadonlyMap<string, ListedObject>>,
): string[] {
  if (target === null) return [];
  const lists = LISTS[kind];
  const found = lists.map((entity) => known.get(entity)?.get(target)).filter((each) => each !== undefined);
  const words = lists.join(' or ');
  if (found.length === 0)
    return [
      `${words} ${target}, for ${source}, is not in QuickBooks as last read. Correct the rule, or ask for a sync run of quickbooks-object.`,
    ];
  if (found.some(({ active }) => active)) return [];
  return [
    `${words} ${target} (${found[0]?.name}), for ${source}, is inactive in QuickBooks. Make it active there, or choose another.`,
  ];
}
