import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';

const suffix = randomBytes(4).toString('hex');
const names = { database: `audit_${suffix}`, owner: `owner_${suffix}`, services: `services_${suffix}` };
const folder = mkdtempSync(join(tmpdir(), 'billbridge-anchor-'));
const anchor = join(folder, 'anchor.json');

function urlAs(user: string, password = 'secret'): string {
  const url = new URL(process.env.TEST_DATABASE_URL ?? '');
  return Object.assign(url, { pathname: `/${names.database}`, username: user, password }).href;
}

async function sql(url: string, ...statements: string[]): Promise<{ rows: Record<string, unknown>[] }[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const answers = [];
    for (const statement of statements) answers.push(await client.query(statement));
    return answers;
  } finally {
    await client.end();
  }
}

function run(command: 'migrate' | 'audit-verify', env: Record<string, string>, ...args: string[]) {
  const program = resolve('dist', 'libs', 'persistence', 'src', `${command}.js`);
  const ran = spawnSync(process.execPath, [program, ...args], { env, encoding: 'utf8' });
  return { code: ran.status, said: `${ran.stdout}${ran.stderr}` };
}

describe('C3 an installation whose owner is no superuser', () => {
  const administrator = () => process.env.TEST_DATABASE_URL ?? '';
  const verify = (...args: string[]) => run('audit-verify', { DATABASE_URL: urlAs(names.services) }, ...args);
  /** As an administrator of the server who has switched off what guards the tables. */
  const tamper = async (statement: string) => {
    const url = Object.assign(new URL(administrator()), { pathname: `/${names.database}` }).href;
    await sql(url, `set session_replication_role = 'replica'`, statement);
  };

  beforeAll(async () => {
    if (!existsSync('dist/libs/persistence/src/migrate.js'))
      throw new Error('The services are not built: run npm test, which builds them first.');
    const known = `select from pg_roles where rolname = 'billbridge_service'`;
    await sql(
      administrator(),
      `do $$ begin if not exists (${known}) then create role billbridge_service; end if; end $$`,
      `create role ${names.owner} login createrole password 'secret'`,
      `grant billbridge_service to ${names.owner} with admin option`,
      `create database ${names.database} owner ${names.owner}`,
    );
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await sql(
      administrator(),
      `drop database if exists ${names.database} with (force)`,
      `drop role if exists ${names.services}`,
      `drop role if exists ${names.owner}`,
    );
  });

  it('is told when its services could change the trail', () => {
    const { code, said } = run('migrate', { DATABASE_URL: urlAs(names.owner) });
    expect(code).toBe(0);
    expect(said).toContain(`warning: the services' login ${names.owner} could change the audit trail`);
  });

  it('gets a login for its services that can use the trail and not change it', async () => {
    const env = { MIGRATION_DATABASE_URL: urlAs(names.owner), DATABASE_URL: urlAs(names.services) };
    expect(run('migrate', env)).toEqual({ code: 0, said: 'the schema is up to date\n' });
    const services = urlAs(names.services);
    await sql(services, `insert into audit_event (actor, action) values ('a', 'did.1'), ('a', 'did.2')`);
    await expect(sql(services, 'delete from audit_event')).rejects.toThrow('permission denied');
    await expect(sql(services, 'set role billbridge_service', 'delete from audit_link')).rejects.toThrow(
      'permission denied',
    );
    await expect(sql(services, `set role ${names.owner}`)).rejects.toThrow('permission denied');
    expect(run('migrate', env).code).toBe(0);
  });

  it('is told what to do where the owner may not make the login', async () => {
    await sql(administrator(), `alter role ${names.owner} nocreaterole`);
    const env = { MIGRATION_DATABASE_URL: urlAs(names.owner), DATABASE_URL: urlAs('nobody_yet') };
    const { code, said } = run('migrate', env);
    expect(code).toBe(0);
    expect(said).toContain(`create role "nobody_yet" login password '…' in role billbridge_service`);
    expect(said).not.toContain('secret');
  });

  it('verifies the trail and keeps its heads', async () => {
    const { code, said } = verify('--anchor', anchor);
    expect(said).toMatch(/^general: 2 events, head [0-9a-f]{64}\n1 chains hold\.\n/);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(anchor, 'utf8'))).toMatchObject({ general: { position: 2 } });
    await sql(urlAs(names.services), `insert into audit_event (actor, action) values ('a', 'did.3')`);
    expect(verify('--anchor', anchor).code).toBe(0);
    expect(JSON.parse(readFileSync(anchor, 'utf8'))).toMatchObject({ general: { position: 3 } });
  });

  it('says which event of which chain is broken, and leaves the anchor as it was', async () => {
    const kept = readFileSync(anchor, 'utf8');
    await tamper('delete from audit_event where id = 3');
    await tamper('delete from audit_link where event_id = 3');
    expect(verify().code).toBe(0);
    const cut = verify('--anchor', anchor);
    expect(cut).toMatchObject({
      code: 1,
      said: expect.stringContaining('general: BROKEN at position 3: cut'),
    });
    await tamper(`update audit_event set actor = 'b' where id = 1`);
    const altered = verify('--anchor', anchor);
    expect(altered).toMatchObject({
      code: 1,
      said: expect.stringContaining('general: BROKEN at event 1 position 1: altered'),
    });
    expect(readFileSync(anchor, 'utf8')).toBe(kept);
  });

  it('does not take for verified what could not be read', () => {
    expect(run('audit-verify', {}).code).toBe(2);
    expect(verify('--anchor', 'package.json')).toMatchObject({
      code: 2,
      said: expect.stringContaining('is not an anchor'),
    });
    expect(verify('--other').code).toBe(2);
  });
});
