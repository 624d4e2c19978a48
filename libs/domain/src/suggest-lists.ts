import {
  type Candidate,
  plainName,
  type Suggestible,
  type Suggestion,
  suggestion,
  suggestTwin,
} from './suggestion.js';

/** Departments and classes by the name of the warehouse. */
export function suggestByName(
  sources: readonly Suggestible[],
  candidates: readonly Candidate[],
  mapped: ReadonlySet<string>,
): readonly Suggestion[] {
  return open(sources, mapped).flatMap((source) =>
    suggestTwin(
      source,
      { byCode: [], byName: candidates.filter(({ name }) => plainName(name) === plainName(source.name)) },
      'exact-name',
    ),
  );
}

export interface Term {
  /** Null where it is due on a day of a month. */
  readonly dueDays: number | null;
}

/** Terms of the same length. Those of the same name need no rule: they are taken by themselves. */
export function suggestTerms(
  sources: readonly (Suggestible & Term)[],
  candidates: readonly (Candidate & Term)[],
  mapped: ReadonlySet<string>,
): readonly Suggestion[] {
  const named = new Set(candidates.map(({ name }) => plainName(name)));
  return open(sources, mapped)
    .filter(({ name, dueDays }) => dueDays !== null && !named.has(plainName(name)))
    .flatMap((source) => {
      const [only, ...others] = candidates.filter(({ dueDays }) => dueDays === source.dueDays);
      return only && others.length === 0 ? [suggestion(source, only, ['due-days'])] : [];
    });
}

export interface Item extends Candidate {
  readonly sku: string | null;
}

/** Items by their SKU, which many companies give as the item's name, and by the name of the product. */
export function suggestItems(
  products: readonly Suggestible[],
  items: readonly Item[],
  mapped: ReadonlySet<string>,
): readonly Suggestion[] {
  const bySku = grouped(items, ({ sku, name }) => [...new Set([sku ?? '', name].map(plainName))]);
  const byName = grouped(items, ({ name }) => [plainName(name)]);
  return open(products, mapped).flatMap((product) =>
    suggestTwin(
      product,
      {
        byCode: bySku.get(plainName(product.source)) ?? [],
        byName: byName.get(plainName(product.name)) ?? [],
      },
      'sku',
    ),
  );
}

function open<Source extends Suggestible>(sources: readonly Source[], mapped: ReadonlySet<string>): Source[] {
  return sources.filter(({ source }) => source !== '' && !mapped.has(source));
}

/** A company has thousands of items; each is looked at once. */
function grouped(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items)
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  return groups;
}
