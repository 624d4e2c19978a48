import { scramVerifier } from './scram-verifier.js';
import { rowOf, rowsOf, type Sql } from './sql.js';

/** The group of the services' logins. It owns nothing. */
export const SERVICE_ROLE = 'billbridge_service';

/** What services may do with a table where that is less than to read and write its rows. */
const LESS_THAN_ROWS: Readonly<Record<string, string>> = {
  // Not the id and the time: those are the database's word.
  audit_event: 'select, insert (pipeline_id, posting_id, actor, action, detail)',
  audit_link: 'select',
  migration: 'select',
  posting_attempt: 'select, insert',
  posting_step: 'select',
};
const ROWS = 'select, insert, update, delete';

/**
 * Makes the group and gives it the least that the services need on the tables of this schema; run by the owner after
 * every migration, so that a new table is not forgotten. Where the server refuses to make roles, the reason.
 */
export async function grantToServices(sql: Sql): Promise<{ readonly refused: string | null }> {
  const refused = await makeRole(sql, SERVICE_ROLE, `create role ${SERVICE_ROLE} nologin`);
  if (refused) return { refused };
  const tables = await rowsOf<{ name: string }>(
    sql,
    `select relname as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') order by relname`,
  );
  const grants = tables.map(({ name }) => {
    const table = `"${name.replaceAll('"', '""')}"`;
    return `revoke all on ${table} from ${SERVICE_ROLE}; grant ${LESS_THAN_ROWS[name] ?? ROWS} on ${table} to ${SERVICE_ROLE};`;
  });
  // One statement is one transaction: no service meets a table between the two.
  await sql.query(grants.join('\n'));
  return { refused: null };
}

export interface Login {
  readonly name: string;
  readonly password: string;
}

/** Makes the services' login where it is missing, and puts it into the group. */
export async function admitLogin(sql: Sql, { name, password }: Login): Promise<{ refused: string | null }> {
  const login = `"${name.replaceAll('"', '""')}"`;
  const create = `create role ${login} login password '${scramVerifier(password)}'`;
  const refused = await makeRole(sql, name, create);
  if (refused) return { refused };
  const member = await rowOf(sql, `select 1 as yes where pg_has_role($1, $2, 'usage')`, [name, SERVICE_ROLE]);
  if (member) return { refused: null };
  return attempt(sql, `grant ${SERVICE_ROLE} to ${login}`);
}

/** Whether this login could change what has been written to the trail: the owner can, and who is a superuser. */
export async function canChangeTrail(sql: Sql, login: string): Promise<boolean> {
  const row = await rowOf<{ can: boolean }>(
    sql,
    `select has_any_column_privilege($1, 'audit_event', 'update') or has_table_privilege($1, 'audit_event', 'delete, truncate')
       or pg_has_role($1, relowner, 'member') as can
     from pg_class where oid = 'audit_event'::regclass`,
    [login],
  );
  return row?.can ?? true;
}

async function makeRole(sql: Sql, name: string, create: string): Promise<string | null> {
  const known = await rowOf(sql, 'select 1 as yes from pg_roles where rolname = $1', [name]);
  return known ? null : (await attempt(sql, create)).refused;
}

const INSUFFICIENT_PRIVILEGE = '42501';
/** Another database of the same server was migrated at the same moment. */
const MADE_MEANWHILE: readonly unknown[] = ['42710', '23505'];

async function attempt(sql: Sql, statement: string): Promise<{ refused: string | null }> {
  try {
    await sql.query(statement);
    return { refused: null };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (MADE_MEANWHILE.includes(code)) return { refused: null };
    if (code === INSUFFICIENT_PRIVILEGE) return { refused: (error as Error).message };
    throw error;
  }
}
