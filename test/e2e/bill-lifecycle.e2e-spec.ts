import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bill,
  type Company,
  companyWithInvoice,
  heldBill,
  INVENTORY,
  ledger,
  mapAccounts,
  openCompany,
  poll,
  postings,
} from './company.js';
import { eventually } from './eventually.js';
import type { Json } from './json-client.js';
import { type System, startSystem } from './system.js';

describe('a bill in the course of its life', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  async function posted(company: Company): Promise<Json> {
    await poll(system, company);
    return bill(system, company, 'posted');
  }

  async function changeInvoice(company: Company, purchase: Json, change: Json) {
    await system.cin7.patch(company.cin7(`/purchases/${purchase.ID}`), { invoices: [change] });
    await poll(system, company, ['purchase']);
  }

  async function ownBills(company: Company): Promise<Json[]> {
    return (await ledger(system, company)).bills;
  }

  it('P8 an invoice edited in Cin7 after posting updates the same bill, with the sync token just read', async () => {
    const { company, purchase } = await companyWithInvoice(system);
    const first = await posted(company);
    await changeInvoice(company, purchase, {
      lines: [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity: 6, price: 25.1, tax: 0 }],
    });
    const updated = await eventually('the bill is updated', async () => {
      const found = await bill(system, company, 'posted');
      return found.revision > first.revision && found;
    });
    expect(updated.quickBooksId).toBe(first.quickBooksId);
    expect(await ownBills(company)).toEqual([
      expect.objectContaining({
        id: first.quickBooksId,
        total: '150.60',
        syncToken: '1',
        docNumber: 'TW-1001',
      }),
    ]);
    const { attempts } = await system.console.get(`/postings/${updated.id}`);
    expect(attempts.map(({ operation, outcome }: Json) => [operation, outcome])).toEqual([
      ['create', 'posted'],
      ['update', 'posted'],
    ]);
    expect(attempts[0].requestId).not.toBe(attempts[1].requestId);
  });

  it('P8 a person who saves the bill in between makes us read again, and keeps what they wrote', async () => {
    const { company, purchase } = await companyWithInvoice(system);
    const first = await posted(company);
    await system.quickBooks.post(company.quickBooks('/faults'), {
      kind: 'touch-before-update',
      path: '/bill',
      times: 1,
    });
    await changeInvoice(company, purchase, {
      lines: [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity: 8, price: 25.1, tax: 0 }],
    });
    await eventually(
      'the bill holds the new total',
      async () => (await ownBills(company))[0]?.total === '200.80',
    );
    const done = await bill(system, company, 'posted');
    const { attempts } = await system.console.get(`/postings/${done.id}`);
    expect(
      attempts.map(({ operation, outcome, faultCode }: Json) => [operation, outcome, faultCode]),
    ).toEqual([
      ['create', 'posted', null],
      ['update', 'stale', '5010'],
      ['update', 'posted', null],
    ]);
    expect(new Set(attempts.map(({ requestId }: Json) => requestId)).size).toBe(3);
    expect(await ownBills(company)).toHaveLength(1);
    expect(done.quickBooksId).toBe(first.quickBooksId);
  });

  it('P10 amounts that a person changed in QuickBooks are not overwritten: the change is held', async () => {
    const { company, purchase } = await companyWithInvoice(system);
    const first = await posted(company);
    await system.quickBooks.patch(company.quickBooks(`/objects/bill/${first.quickBooksId}`), {
      Line: [
        {
          DetailType: 'AccountBasedExpenseLineDetail',
          Amount: 99,
          AccountBasedExpenseLineDetail: { AccountRef: { value: '7' } },
        },
      ],
    });
    await changeInvoice(company, purchase, {
      lines: [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity: 9, price: 25.1, tax: 0 }],
    });
    await heldBill(system, company, 'changed-in-quickbooks');
    expect((await ownBills(company))[0].total).toBe('99.00');
  });

  it('holds a bill with an unmapped account and posts it when the rule is added, without anything else', async () => {
    const { company } = await companyWithInvoice(system, {});
    await poll(system, company);
    const held = await heldBill(system, company, 'account-unmapped');
    expect(held.problems).toMatchObject([{ subject: '1200', message: expect.stringContaining('1200') }]);
    expect(await ownBills(company)).toEqual([]);
    const [cause] = (await system.console.get(`/pipelines/${company.pipelineId}/problems`)).items;
    // The order waits for it, too.
    expect(cause).toMatchObject({ code: 'account-unmapped', subject: '1200', count: 2 });
    await mapAccounts(system, company, INVENTORY);
    const released = await bill(system, company, 'posted');
    expect(released.id).toBe(held.id);
    expect(await ownBills(company)).toEqual([expect.objectContaining({ total: '125.50' })]);
  });

  it.each(['commit-then-drop', 'commit-then-504', 'truncated', 'reset-before'])(
    'P1 P5 an answer lost by «%s» leaves one bill',
    async (kind) => {
      const { company } = await companyWithInvoice(system);
      await system.quickBooks.post(company.quickBooks('/faults'), {
        kind,
        path: '/bill',
        method: 'POST',
        times: 1,
      });
      const done = await posted(company);
      expect(await ownBills(company)).toEqual([
        expect.objectContaining({ id: done.quickBooksId, total: '125.50' }),
      ]);
      const { attempts } = await system.console.get(`/postings/${done.id}`);
      expect(attempts[0].outcome).toBe('unknown');
      expect(new Set(attempts.map(({ requestId }: Json) => requestId)).size).toBe(1);
    },
  );

  it('a Simple purchase that a user turns into an Advanced one keeps its one bill', async () => {
    const { company, purchase } = await companyWithInvoice(system);
    const first = await posted(company);
    await system.cin7.post(company.cin7(`/purchases/${purchase.ID}/convert`));
    await poll(system, company, ['purchase']);
    await eventually('the conversion was read', async () => {
      const { items } = await system.console.get(`/postings/${first.id}/history`);
      return JSON.stringify(items).includes('"version":2');
    });
    expect(await postings(system, company, '&kind=bill')).toHaveLength(1);
    expect(await ownBills(company)).toHaveLength(1);
  });

  it('the vendor comes before the bill that names it, and is created once', async () => {
    const { company, supplier } = await companyWithInvoice(system);
    await posted(company);
    const { vendors, bills } = await ledger(system, company);
    expect(vendors).toEqual([expect.objectContaining({ displayName: supplier.Name, currency: 'USD' })]);
    expect(bills[0].vendorName).toBe(supplier.Name);
  });

  it('a vendor of the same name and currency is adopted, not made again', async () => {
    const company = await openCompany(system, { accounts: INVENTORY });
    const there = await system.quickBooks.post(company.quickBooks('/objects'), {
      Vendor: { DisplayName: 'Northlight Paper', CurrencyRef: { value: 'USD' } },
    });
    // It has been there for a while: a query does not yet show what was made a moment ago.
    await system.quickBooks.post('/clock', { advanceSeconds: 5 });
    await system.cin7.post(company.cin7('/suppliers'), { name: 'Northlight Paper' });
    await poll(system, company);
    const [vendor] = await eventually('the vendor is posted', async () => {
      const found = await postings(system, company, '&kind=vendor&state=posted');
      return found.length > 0 && found;
    });
    expect(vendor.quickBooksId).toBe(there.Vendor.Id);
    expect((await ledger(system, company)).vendors).toHaveLength(1);
  });

  it('in shadow nothing is written; turning live posts what was built', async () => {
    const company = await openCompany(system, { accounts: INVENTORY, mode: 'shadow' });
    const supplier = await system.cin7.post(company.cin7('/suppliers'), { name: 'Quiet Harbour' });
    await system.cin7.post(company.cin7('/purchases'), {
      supplierId: supplier.ID,
      invoices: [
        {
          number: 'QH-1',
          date: '2026-11-03',
          status: 'AUTHORISED',
          lines: [{ sku: 'X', quantity: 1, price: 10, tax: 0 }],
        },
      ],
    });
    await poll(system, company);
    await eventually(
      'the vendor is a shadow',
      async () => (await postings(system, company, '&state=shadow')).length > 0,
    );
    expect((await ledger(system, company)).vendors).toEqual([]);
    await system.console.patch(`/pipelines/${company.pipelineId}`, { mode: 'live' });
    await bill(system, company, 'posted');
    expect(await ownBills(company)).toEqual([expect.objectContaining({ total: '10.00' })]);
  });
});
