import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { type OpenDatabase, openTestDatabase } from '#libs/testing';
import { dataSource } from './data-source.js';
import { admitLogin, canChangeTrail, grantToServices, SERVICE_ROLE } from './service-role.js';
import type { Sql } from './sql.js';

describe("the services' role", () => {
  let open: OpenDatabase;
  let owner: DataSource;
  const login = {
    name: `with "quotes" ${randomBytes(4).toString('hex')}`,
    password: `p'wörd ${randomBytes(4).toString('hex')}`,
  };

  beforeAll(async () => {
    open = await openTestDatabase();
    owner = await dataSource(open.ownerUrl).initialize();
  }, 60_000);

  afterAll(async () => {
    await owner.query(`drop role if exists "${login.name.replaceAll('"', '""')}"`);
    await owner.destroy();
    await open.close();
  });

  it('is given by a login that the password opens, and no statement holds the password', async () => {
    const statements: string[] = [];
    const query = (statement: string, parameters?: unknown) => {
      statements.push(JSON.stringify([statement, parameters]));
      return owner.query(statement, parameters as unknown[]);
    };
    expect(await admitLogin({ query } as Sql, login)).toEqual({ refused: null });
    expect(statements.join('\n')).not.toContain('wörd');
    const { hostname, port, pathname } = new URL(open.ownerUrl);
    const client = new Client({
      host: hostname,
      port: Number(port),
      database: pathname.slice(1),
      user: login.name,
      password: login.password,
    });
    await client.connect();
    await expect(client.query('select * from audit_event')).resolves.toMatchObject({ rows: [] });
    await expect(client.query('truncate posting_attempt')).rejects.toThrow('permission denied');
    await client.end();
    expect(await admitLogin(owner, login)).toEqual({ refused: null });
  });

  it('is told apart from whoever could change the trail', async () => {
    expect(await canChangeTrail(owner, new URL(open.url).username)).toBe(false);
    expect(await canChangeTrail(owner, new URL(open.ownerUrl).username)).toBe(true);
    await owner.transaction(async (manager) => {
      await manager.query(`grant update (detail) on audit_event to ${SERVICE_ROLE}`);
      expect(await canChangeTrail(manager, new URL(open.url).username)).toBe(true);
      await manager.query(`revoke update (detail) on audit_event from ${SERVICE_ROLE}`);
    });
  });

  it('gets what it needs on a table that came later', async () => {
    await owner.query('create table later (id integer)');
    await expect(open.database.query('select * from later')).rejects.toThrow('permission denied');
    await grantToServices(owner);
    await expect(open.database.query('select * from later')).resolves.toEqual([]);
    await expect(open.database.query('truncate later')).rejects.toThrow('permission denied');
    await owner.query('drop table later');
  });

  it('is named as refused by a server that lets nobody make roles', async () => {
    const answer = await owner.transaction(async (manager) => {
      await manager.query(`set local role ${SERVICE_ROLE}`);
      // As in a server that has never seen the role.
      const query = (statement: string, parameters?: unknown) =>
        statement.includes('pg_roles') ? [] : manager.query(statement, parameters as unknown[]);
      return grantToServices({ query } as unknown as Sql).finally(() => manager.query('rollback; begin'));
    });
    expect(answer.refused).toMatch(/permission denied/);
  });
});
