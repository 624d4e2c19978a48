import type { DataSource, EntityManager } from 'typeorm';

/** What can run a statement: the data source, or the manager of an open transaction. */
export type Sql = Pick<DataSource | EntityManager, 'query'>;

/** Runs one parameterised statement and gives its rows, whatever its kind (TypeORM answers UPDATE with a pair). */
export async function rowsOf<Row>(
  sql: Sql,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const answer: unknown = await sql.query(statement, [...parameters]);
  if (!Array.isArray(answer)) return [];
  const [first] = answer;
  return (
    Array.isArray(first) && answer.length === 2 && typeof answer[1] === 'number' ? first : answer
  ) as Row[];
}

export async function rowOf<Row>(
  sql: Sql,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<Row | null> {
  const [row] = await rowsOf<Row>(sql, statement, parameters);
  return row ?? null;
}

/** What the database's clock says: windows are measured by the clock that their beginnings were noted by. */
export async function databaseNow(sql: Sql): Promise<Date> {
  const row = await rowOf<{ now: Date }>(sql, 'select now() as now');
  if (!row) throw new Error('The database does not tell the time');
  return row.now;
}
