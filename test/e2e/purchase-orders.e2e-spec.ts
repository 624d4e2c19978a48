import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Company,
  INVENTORY,
  ledger,
  openCompany,
  poll,
  postings,
  stopReadingQuickBooks,
} from './company.js';
import { eventually } from './eventually.js';
import type { Json } from './json-client.js';
import { type System, startSystem } from './system.js';

const rope = (quantity: number) => ({ sku: 'ROPE-12', name: 'Rope 12 mm', quantity, price: 25.1, tax: 0 });
const invoice = (number: string, quantity: number) => ({
  number,
  date: '2026-11-02',
  status: 'AUTHORISED',
  lines: [rope(quantity)],
});

describe('a purchase order in the course of its life', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  interface Ordered {
    readonly company: Company;
    readonly posting: Json;
    readonly number: string;
    /** Cin7's side door to the purchase. */
    readonly purchase: (action?: string) => string;
  }

  /** Ten pieces are ordered, and nothing is invoiced yet. */
  async function anOrder(policies: Json = {}): Promise<Ordered> {
    const company = await openCompany(system, { accounts: INVENTORY });
    await system.console.patch(`/pipelines/${company.pipelineId}`, { policies });
    // The feed of changes lags; whatever it has not told yet comes with the next reading.
    await system.quickBooks.post(company.quickBooks('/settings'), { changesLagMs: 0 });
    await stopReadingQuickBooks(system, company);
    const supplier = await system.cin7.post(company.cin7('/suppliers'), { name: 'Tidewater Rope Works' });
    const { ID, OrderNumber } = await system.cin7.post(company.cin7('/purchases'), {
      type: 'advanced',
      supplierId: supplier.ID,
      orderLines: [rope(10)],
      orderStatus: 'AUTHORISED',
      received: 'none',
    });
    await poll(system, company);
    const posting = await orderIn(company, 'posted');
    return {
      company,
      posting,
      number: OrderNumber,
      purchase: (action = '') => company.cin7(`/purchases/${ID}${action}`),
    };
  }

  async function orderIn(company: Company, state: string, isIt = (_order: Json) => true): Promise<Json> {
    return eventually(`the order is ${state}`, async () => {
      const [found] = await postings(system, company, '&kind=purchase-order');
      if (found?.state === state && isIt(found)) return found;
      throw new Error(JSON.stringify(found ?? 'there is no order'));
    });
  }

  async function inQuickBooks({ company }: Ordered): Promise<Json> {
    const { purchaseOrders } = await ledger(system, company);
    expect(purchaseOrders.length).toBeLessThanOrEqual(1);
    return purchaseOrders[0];
  }

  async function change({ company, purchase }: Ordered, changes: Json): Promise<void> {
    await system.cin7.patch(purchase(), changes);
    await poll(system, company, ['purchase']);
  }

  async function billed({ company }: Ordered, number: string): Promise<Json> {
    const found = await eventually(`${number} is posted`, async () =>
      (await postings(system, company, '&kind=bill&state=posted')).find(
        ({ sourceNumber }) => sourceNumber === number,
      ),
    );
    return system.console.get(`/postings/${found.id}`);
  }

  /** A person saves the order in QuickBooks, and that is read. */
  async function edit({ company, posting }: Ordered, changes: Json): Promise<void> {
    await system.quickBooks.patch(
      company.quickBooks(`/objects/purchaseorder/${posting.quickBooksId}`),
      changes,
    );
    await poll(system, company, ['quickbooks-object']);
  }

  async function attempts({ posting }: Ordered): Promise<string[]> {
    const detail = await system.console.get(`/postings/${posting.id}`);
    return detail.attempts.map(({ operation, outcome }: Json) => `${operation} ${outcome}`);
  }

  it('is posted, stays open while a part is invoiced, and is closed by the bill of the rest', async () => {
    const ordered = await anOrder();
    expect(await inQuickBooks(ordered)).toMatchObject({
      docNumber: ordered.number,
      total: '251.00',
      status: 'Open',
    });
    await change(ordered, { invoices: [invoice('TW-1', 4)] });
    expect(await billed(ordered, 'TW-1')).toMatchObject({ unlinkedLines: [] });
    const open = await inQuickBooks(ordered);
    expect(open).toMatchObject({ status: 'Open', linked: [{ TxnType: 'Bill' }] });
    await change(ordered, { invoices: [{}, invoice('TW-2', 6)] });
    expect(await billed(ordered, 'TW-2')).toMatchObject({ unlinkedLines: [] });
    expect(await inQuickBooks(ordered)).toMatchObject({
      status: 'Closed',
      linked: [{ TxnType: 'Bill' }, { TxnType: 'Bill' }],
    });
    const { bills } = await ledger(system, ordered.company);
    for (const { linked } of bills)
      expect(linked).toEqual([{ TxnId: ordered.posting.quickBooksId, TxnType: 'PurchaseOrder' }]);

    await poll(system, ordered.company);
    await poll(system, ordered.company);
    expect(await attempts(ordered)).toEqual(['create posted']);
    expect(await orderIn(ordered.company, 'posted')).toMatchObject({ revision: ordered.posting.revision });
  });

  it('keeps its links when a bill or the order itself is changed in Cin7', async () => {
    const ordered = await anOrder();
    await change(ordered, { invoices: [invoice('TW-1', 4)] });
    await billed(ordered, 'TW-1');
    await change(ordered, { invoices: [{ lines: [rope(5)], status: 'AUTHORISED' }] });
    await eventually('the bill is changed', async () => {
      const [found] = (await ledger(system, ordered.company)).bills;
      return found.total === '125.50' && found;
    });
    expect(await billed(ordered, 'TW-1')).toMatchObject({ unlinkedLines: [] });
    await change(ordered, { orderLines: [rope(12)] });
    await eventually('the order is changed', async () => (await inQuickBooks(ordered)).total === '301.20');
    expect(await inQuickBooks(ordered)).toMatchObject({ status: 'Open', linked: [{ TxnType: 'Bill' }] });
    await orderIn(ordered.company, 'posted');
  });

  it('that a person changes in QuickBooks is stated again as Cin7 has it, once', async () => {
    const ordered = await anOrder();
    await edit(ordered, { DocNumber: 'BY-HAND', Memo: 'Ring first' });
    await eventually(
      'it is restated',
      async () => (await inQuickBooks(ordered)).docNumber === ordered.number,
    );
    await orderIn(ordered.company, 'posted', ({ revision }) => revision > ordered.posting.revision);
    await poll(system, ordered.company);
    await poll(system, ordered.company);
    expect(await attempts(ordered)).toEqual(['create posted', 'update posted']);
  });

  it('P10 that a person changes is held where the policy says so, and settles when they undo it', async () => {
    const ordered = await anOrder({ orderDrift: 'hold' });
    await edit(ordered, { DocNumber: 'BY-HAND' });
    const held = await orderIn(ordered.company, 'held');
    expect(held.problems).toEqual([
      expect.objectContaining({
        code: 'changed-in-quickbooks',
        message: expect.stringContaining('DocNumber'),
      }),
    ]);
    await poll(system, ordered.company);
    await orderIn(ordered.company, 'held');
    await edit(ordered, { DocNumber: ordered.number });
    await orderIn(ordered.company, 'posted');
    expect(await attempts(ordered)).toEqual(['create posted']);
  });

  it('that a person deletes is held, and not made again by itself', async () => {
    const ordered = await anOrder();
    await system.quickBooks.delete(
      ordered.company.quickBooks(`/objects/purchaseorder/${ordered.posting.quickBooksId}`),
    );
    await poll(system, ordered.company, ['quickbooks-object']);
    const held = await orderIn(ordered.company, 'held');
    expect(held.problems).toEqual([expect.objectContaining({ code: 'deleted-in-quickbooks' })]);
    expect((await ledger(system, ordered.company)).purchaseOrders).toEqual([]);
  });

  it('that is closed in Cin7 is closed in QuickBooks', async () => {
    const ordered = await anOrder();
    await system.cin7.post(ordered.purchase('/raw'), { set: { 'Order.Status': 'CLOSED' } });
    await poll(system, ordered.company, ['purchase']);
    await eventually('it is closed', async () => (await inQuickBooks(ordered)).status === 'Closed');
  });

  it('that is voided is taken back where no bill hangs on it', async () => {
    const ordered = await anOrder();
    await system.cin7.post(ordered.purchase('/void'));
    await poll(system, ordered.company, ['purchase']);
    await orderIn(ordered.company, 'withdrawn');
    expect((await ledger(system, ordered.company)).purchaseOrders).toEqual([]);
  });

  it('is not carried where the policy says so, and its bills go without links', async () => {
    const company = await openCompany(system, { accounts: INVENTORY });
    await system.console.patch(`/pipelines/${company.pipelineId}`, { policies: { orders: 'off' } });
    const supplier = await system.cin7.post(company.cin7('/suppliers'), { name: 'Tidewater Rope Works' });
    await system.cin7.post(company.cin7('/purchases'), {
      supplierId: supplier.ID,
      orderLines: [rope(10)],
      invoices: [invoice('TW-1', 10)],
    });
    await poll(system, company);
    const posted = await eventually('the bill is posted', async () => {
      const [found] = await postings(system, company, '&kind=bill&state=posted');
      return found && system.console.get(`/postings/${found.id}`);
    });
    expect(posted).toMatchObject({ unlinkedLines: [] });
    expect((await ledger(system, company)).purchaseOrders).toEqual([]);
    await orderIn(company, 'excluded');
  });
});
