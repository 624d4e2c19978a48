import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Client } from 'pg';
import { admitLogin, dataSource, grantToServices, type Login } from '#libs/persistence';

export interface TestDatabase {
  /** As the services come: by a login that owns nothing. */
  readonly url: string;
  /** As the owner comes, here a superuser. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

/** Test files run side by side; only one of them makes the template. */
const TEMPLATE_LOCK = 727_274_002;

/** A database of its own, with the schema of this build and nothing in it: copied from a template, which is quick. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = serverUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(server, async (admin) => {
    const template = await migratedTemplate(admin, server);
    await admin.query(`create database ${name} template ${template}`);
  });
  return {
    url: urlOf(server, name, loginOf(server)),
    ownerUrl: urlOf(server, name),
    drop: () =>
      asAdministrator(server, async (admin) => {
        await admin.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url)
    throw new Error('TEST_DATABASE_URL is not set: run npm test, which brings a Postgres of its own.');
  return url;
}

/** Named by what the migrations say, so that a changed schema never meets an old template. */
async function migratedTemplate(admin: Client, server: string): Promise<string> {
  const template = `billbridge_template_${schemaHash()}`;
  await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (rowCount === 0) await makeTemplate(admin, server, template);
    const query = async <Rows>(statement: string, parameters?: unknown) =>
      (await admin.query(statement, parameters as unknown[])).rows as Rows;
    refuseHalf(await admitLogin({ query }, loginOf(server)));
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return template;
}

/** It gets its name only when it is whole: a run that was killed half-way leaves no broken template. */
async function makeTemplate(admin: Client, server: string, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await admin.query(`drop database if exists ${unfinished} with (force)`);
  await admin.query(`create database ${unfinished} template template0`);
  const database = await dataSource(urlOf(server, unfinished)).initialize();
  try {
    await database.runMigrations({ transaction: 'each' });
    refuseHalf(await grantToServices(database));
  } finally {
    await database.destroy();
  }
  await admin.query(`alter database ${unfinished} rename to ${template}`);
}

function refuseHalf({ refused }: { readonly refused: string | null }): void {
  if (refused) throw new Error(`TEST_DATABASE_URL names someone who may not make roles: ${refused}`);
}

function schemaHash(): string {
  const persistence = new URL('../../persistence/src/', import.meta.url);
  const migrations = readdirSync(new URL('migrations/', persistence)).sort();
  const hash = createHash('sha256');
  for (const file of [...migrations.map((name) => `migrations/${name}`), 'service-role.ts'])
    hash.update(file).update(readFileSync(new URL(file, persistence)));
  return hash.digest('hex').slice(0, 16);
}

/** Roles belong to the server, which may be anybody's: only who knows its address with its password knows this one. */
function loginOf(server: string): Login {
  return {
    name: `billbridge_test_${createHash('sha256').update(server).digest('hex').slice(0, 8)}`,
    password: createHash('sha256').update(`services of ${server}`).digest('hex'),
  };
}

function urlOf(server: string, database: string, login: Login | null = null): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (login) Object.assign(url, { username: login.name, password: login.password });
  return url.href;
}

async function asAdministrator(server: string, work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: server });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
