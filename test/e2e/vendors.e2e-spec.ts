import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bill,
  type Company,
  companyWithInvoice,
  INVENTORY,
  ledger,
  openCompany,
  poll,
  postings,
} from './company.js';
import { eventually } from './eventually.js';
import type { Json } from './json-client.js';
import { type System, startSystem } from './system.js';

describe('the vendor of a supplier', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  /** Queries and changes that lag behind have tests of their own. */
  async function withoutLag(company: Company): Promise<void> {
    await system.quickBooks.post(company.quickBooks('/settings'), { queryLagMs: 0, changesLagMs: 0 });
  }

  async function vendorWith(company: Company, isWanted: (vendor: Json) => boolean): Promise<Json> {
    return eventually('the vendor is as wanted', async () => {
      const { vendors } = await ledger(system, company);
      const found = vendors.find(isWanted);
      if (!found) throw new Error(JSON.stringify([vendors, await postings(system, company)]));
      return found;
    });
  }

  it('has the suffix where a customer took the name after the last reading, and says why', async () => {
    const company = await openCompany(system, { accounts: INVENTORY });
    await withoutLag(company);
    await poll(system, company);
    await system.console.patch(`/pipelines/${company.pipelineId}`, {
      schedules: { 'quickbooks-object': { enabled: false } },
    });
    await system.quickBooks.post(company.quickBooks('/objects'), {
      Customer: { DisplayName: 'Riverside Builders' },
    });
    await system.cin7.post(company.cin7('/suppliers'), { name: 'Riverside Builders' });
    await poll(system, company, ['supplier']);
    await vendorWith(company, ({ displayName }) => displayName === 'Riverside Builders (Supplier)');
    const [posting] = await eventually('the vendor is posted', async () => {
      const found = await postings(system, company, '&kind=vendor&state=posted');
      return found.length > 0 && found;
    });
    const detail = await system.console.get(`/postings/${posting?.id}`);
    expect(detail.remark).toContain('customer Riverside Builders');
    expect(detail.attempts.map(({ outcome, faultCode }: Json) => [outcome, faultCode])).toEqual([
      ['rejected', '6240'],
      ['posted', null],
    ]);
  });

  it('becomes inactive with its supplier, and active again for it', async () => {
    const company = await openCompany(system, { accounts: INVENTORY });
    const supplier = await system.cin7.post(company.cin7('/suppliers'), { name: 'Cedar Crate Co' });
    await poll(system, company);
    const { id } = await vendorWith(company, ({ displayName }) => displayName === 'Cedar Crate Co');
    await system.cin7.patch(company.cin7(`/suppliers/${supplier.ID}`), { deprecated: true });
    await poll(system, company, ['supplier']);
    await vendorWith(company, (vendor) => vendor.id === id && vendor.active === false);
    await system.cin7.patch(company.cin7(`/suppliers/${supplier.ID}`), { deprecated: false });
    await poll(system, company, ['supplier']);
    await vendorWith(
      company,
      (vendor) => vendor.id === id && vendor.active !== false && vendor.displayName === 'Cedar Crate Co',
    );
  });

  it('is not made inactive while money is open on it, and is made active again for a late invoice', async () => {
    const { company, supplier } = await companyWithInvoice(system);
    await withoutLag(company);
    await system.console.patch(`/pipelines/${company.pipelineId}`, { policies: { orders: 'off' } });
    await poll(system, company);
    const first = await bill(system, company, 'posted');
    await system.cin7.patch(company.cin7(`/suppliers/${supplier.ID}`), { deprecated: true });
    await poll(system, company);
    await poll(system, company, ['quickbooks-object']);
    await eventually('the vendor stands as it did', async () => {
      const [vendor] = await postings(system, company, '&kind=vendor');
      return vendor?.state === 'posted';
    });
    await vendorWith(company, ({ active, balance }) => active && balance === '125.50');
    await system.quickBooks.post(company.quickBooks(`/bills/${first.quickBooksId}/pay`), {});
    await poll(system, company, ['quickbooks-object']);
    await vendorWith(company, ({ active }) => active === false);
    await system.cin7.post(company.cin7('/purchases'), {
      type: 'simple',
      supplierId: supplier.ID,
      invoices: [
        {
          number: 'TW-1002',
          date: '2026-11-09',
          status: 'AUTHORISED',
          lines: [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity: 1, price: 25.1, tax: 0 }],
        },
      ],
    });
    await poll(system, company, ['purchase']);
    await vendorWith(company, ({ active, balance }) => active && balance === '25.10');
  });
});
