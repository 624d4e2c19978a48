import type { Query } from './query.js';

const LIMIT_DEFAULT = 100;
const LIMIT_MAX = 1000;

export interface Page {
  readonly number: number;
  readonly limit: number;
  /** Place of the first row in the whole list. */
  readonly first: number;
}

/** Numbers out of range are moved into it, not refused. */
export function pageOf(query: Query, rowsMax = LIMIT_MAX): Page {
  const asked = Math.min(LIMIT_MAX, Math.max(1, query.whole('Limit') ?? LIMIT_DEFAULT));
  const number = Math.max(1, query.whole('Page') ?? 1);
  const limit = Math.min(asked, rowsMax);
  return { number, limit, first: Math.max(0, (number - 1) * limit - query.disturbance.rowsMoved) };
}

interface List<Row> {
  readonly key: string;
  readonly render: (row: Row) => object;
  /** Some lists are cut off earlier than their limit says. */
  readonly rowsMax?: number;
}

/** Cin7's envelope. Only the rows of the page are rendered. */
export function paged<Row>(rows: readonly Row[], query: Query, list: List<Row>): object {
  return { Total: rows.length + query.disturbance.rowsMoved, ...pagedWithoutTotal(rows, query, list) };
}

/** The envelope of the few lists that do not say how many there are. */
export function pagedWithoutTotal<Row>(rows: readonly Row[], query: Query, list: List<Row>): object {
  const { number, limit, first } = pageOf(query, list.rowsMax);
  return { Page: number, [list.key]: rows.slice(first, first + limit).map(list.render) };
}
