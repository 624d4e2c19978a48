import type { TiedKind } from '#libs/domain';
import type { Sql } from './sql.js';

/** What counts on one document in Cin7, by kind. The tie-out starts from these, not from what mapping made. */
export interface CountedAmount {
  readonly kind: TiedKind;
  readonly count: number;
  readonly total: string;
  readonly currency: string | null;
}

/** What was counted when a document was read, in place of what was counted before. */
export async function replaceAmounts(sql: Sql, id: string, counted: readonly CountedAmount[]): Promise<void> {
  await sql.query('delete from source_record_amount where source_record_id = $1', [id]);
  if (counted.length === 0) return;
  await sql.query(
    `insert into source_record_amount (source_record_id, kind, count, total, currency)
     select $1, * from unnest($2::text[], $3::int[], $4::numeric[], $5::text[])`,
    [
      id,
      counted.map(({ kind }) => kind),
      counted.map(({ count }) => count),
      counted.map(({ total }) => total),
      counted.map(({ currency }) => currency),
    ],
  );
}
