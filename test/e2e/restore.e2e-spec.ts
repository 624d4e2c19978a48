import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { dataSource, declareRestored } from '#libs/persistence';
import { bill, companyWithInvoice, ledger, poll, postings } from './company.js';
import { eventually } from './eventually.js';
import type { Json } from './json-client.js';
import { type System, startSystem } from './system.js';

describe('a database that is put back to an earlier moment', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  const name = () => new URL(system.databaseUrl).pathname.slice(1);

  /** On the server, beside the system's own database, as whoever copies and restores it. */
  async function onServer(...statements: readonly string[]): Promise<void> {
    const url = new URL(system.ownerDatabaseUrl);
    url.pathname = '/postgres';
    const admin = new Client({ connectionString: url.href });
    await admin.connect();
    try {
      for (const statement of statements) await admin.query(statement);
    } finally {
      await admin.end();
    }
  }

  /** A copy needs the database for itself for a moment; the services come back by themselves. */
  const snapshot = () =>
    onServer(
      `alter database ${name()} allow_connections false`,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name()}'`,
      `create database ${name()}_copy template ${name()}`,
      `alter database ${name()} allow_connections true`,
    );

  /** What the operator says is said before the services see the copy. */
  async function restore(to: Date): Promise<void> {
    const url = new URL(system.databaseUrl);
    url.pathname += '_copy';
    const copy = await dataSource(url.href).initialize();
    await declareRestored(copy, to, 'ana').finally(() => copy.destroy());
    await onServer(
      `drop database ${name()} with (force)`,
      `alter database ${name()}_copy rename to ${name()}`,
    );
  }

  async function addInvoice(company: { cin7: (path: string) => string }, supplier: Json, number: string) {
    const lines = [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity: 2, price: 25.1, tax: 0 }];
    const invoices = [{ number, date: '2026-11-03', status: 'AUTHORISED', lines }];
    await system.cin7.post(company.cin7('/purchases'), { type: 'simple', supplierId: supplier.ID, invoices });
  }

  it('P12 enters nothing twice, although QuickBooks ignores request ids and its queries lag', async () => {
    const { company, supplier } = await companyWithInvoice(system);
    await system.quickBooks.post(company.quickBooks('/settings'), {
      requestIds: 'ignored',
      queryLagMs: 2_000,
      changesLagMs: 2_000,
    });
    await poll(system, company);
    await bill(system, company, 'posted');
    const at = new Date();
    await snapshot();
    // Bills of the time that will be forgotten.
    for (const number of ['TW-2001', 'TW-2002', 'TW-2003']) await addInvoice(company, supplier, number);
    await eventually('the services are back', () => poll(system, company));
    const before = await eventually('all four are posted', async () => {
      const posted = await postings(system, company, '&kind=bill&state=posted');
      return posted.length === 4 && posted;
    });
    await restore(at);
    expect((await eventually('the console is back', () => postings(system, company))).length).toBeLessThan(
      before.length,
    );
    await addInvoice(company, supplier, 'TW-3001');
    await eventually('both sides are read anew', () => poll(system, company));
    const after = await eventually('all are posted again', async () => {
      const posted = await postings(system, company, '&kind=bill&state=posted');
      return posted.length === 5 && posted;
    });
    const ids = (list: readonly Json[]) =>
      Object.fromEntries(list.map(({ documentNumber, quickBooksId }) => [documentNumber, quickBooksId]));
    expect(ids(after)).toMatchObject(ids(before));
    const { bills } = await ledger(system, company);
    expect(bills.map(({ docNumber }: Json) => docNumber).sort()).toEqual([
      'TW-1001',
      'TW-2001',
      'TW-2002',
      'TW-2003',
      'TW-3001',
    ]);
  });
});
