import type { Query } from './query.js';

const LIMIT_DEFAULT = 100;
const LIMIT_MAX = 1000;

export interface Page {
  readonly number: number;
  readonly limit: number;
}

/** Numbers out of range are moved into it, not refused. */
export function pageOf(query: Query): Page {
  const limit = query.whole('Limit') ?? LIMIT_DEFAULT;
  return {
    number: Math.max(1, query.whole('Page') ?? 1),
    limit: Math.min(LIMIT_MAX, Math.max(1, limit)),
  };
}

/** Cin7's envelope. Only the rows of the page are rendered. */
export function paged<Row>(
  rows: readonly Row[],
  query: Query,
  list: { key: string; render: (row: Row) => object },
): object {
  const page = pageOf(query);
  const first = (page.number - 1) * page.limit;
  return {
    Total: rows.length,
    Page: page.number,
    [list.key]: rows.slice(first, first + page.limit).map(list.render),
  };
}
