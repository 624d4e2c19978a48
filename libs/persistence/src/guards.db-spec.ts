import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postingStates, postingSteps } from '#libs/domain';
import { type OpenDatabase, openTestDatabase } from '#libs/testing';
import { AuditRepository, audit } from './audit.repository.js';
import { dataSource } from './data-source.js';
import { entities } from './entities.js';
import { rowsOf } from './sql.js';

describe('what the database itself holds', () => {
  let open: OpenDatabase;

  beforeAll(async () => {
    open = await openTestDatabase();
  }, 60_000);

  afterAll(() => open?.close());

  it('knows the same legal steps as the code', async () => {
    const rows = await rowsOf<{ from: string; to: string }>(
      open.database,
      'select "from", "to" from posting_step',
    );
    const stored = rows.map(({ from, to }) => `${from} → ${to}`).sort();
    const coded = postingStates.flatMap((from) => postingSteps[from].map((to) => `${from} → ${to}`)).sort();
    expect(stored).toEqual(coded);
  });

  it.each(['audit_event', 'posting_attempt'])('S3 refuses to change or remove rows of %s', async (table) => {
    await audit(open.database, { actor: 'test', action: 'test' });
    const owner = await dataSource(open.ownerUrl).initialize();
    for (const statement of [
      `update ${table} set id = default`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ])
      await expect(owner.query(statement)).rejects.toThrow('never changed');
    await owner.destroy();
  });

  it('has the columns that the entities name, with their types', async () => {
    const rows = await rowsOf<{
      table_name: string;
      column_name: string;
      data_type: string;
      is_nullable: string;
    }>(
      open.database,
      `select table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema = 'public'`,
    );
    const stored = new Map(rows.map((row) => [`${row.table_name}.${row.column_name}`, row]));
    const types: Record<string, string> = { timestamptz: 'timestamp with time zone' };
    for (const entity of entities) {
      const { tableName, columns } = open.database.getMetadata(entity);
      for (const column of columns) {
        const name = `${tableName}.${column.databaseName}`;
        const type = column.isArray ? 'ARRAY' : (types[String(column.type)] ?? String(column.type));
        expect([name, stored.get(name)?.data_type, stored.get(name)?.is_nullable]).toEqual([
          name,
          type,
          column.isNullable ? 'YES' : 'NO',
        ]);
      }
    }
  });

  it('gives the trail newest first and whole, page by page, past the change of digits', async () => {
    await open.database.query(
      `insert into audit_event (actor, action) select 'test', 'n' || n from generate_series(1, 120) n`,
    );
    const trail = new AuditRepository(open.database);
    const seen: number[] = [];
    for (let before: string | undefined; ; ) {
      const page = await trail.list({ before, limit: 50 });
      if (page.length === 0) break;
      seen.push(...page.map(({ id }) => Number(id)));
      before = page.at(-1)?.id;
    }
    expect(seen).toEqual([...seen].sort((left, right) => right - left));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(120);
  });
});
