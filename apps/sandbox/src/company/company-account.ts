/** One account of the invented distributor, as its QuickBooks company holds it. */
export interface CompanyAccount {
  id: string;
  number: string | null;
  name: string;
  /** Id of the parent account; names repeat under different parents, ids do not. */
  parent: string | null;
  /** QuickBooks' AccountType. */
  type: string;
  subType: string;
  currency: string;
}

type Row = readonly [
  id: string,
  number: string | null,
  name: string,
  parent?: string | null,
  currency?: string,
];

/** Rows of one kind share their type, so the chart below stays readable as a chart. */
export function kind(type: string, subType: string, ...rows: Row[]): CompanyAccount[] {
  return rows.map(([id, number, name, parent, currency]) => ({
    id,
    number,
    name,
    parent: parent ?? null,
    type,
    subType,
    currency: currency ?? 'USD',
  }));
}
