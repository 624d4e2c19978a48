import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Credentials,
  type Json,
  type Seen,
  type StartedSandbox,
  startedSandbox,
} from './started-sandbox.js';

const line = { sku: 'A-1', name: 'Bracket', quantity: 3, price: 12.5, account: '1200' };
const invoice = { number: 'S-100', date: '2026-11-02', lines: [line] };

describe('a purchase and what becomes of it', () => {
  let sandbox: StartedSandbox;
  let account: Credentials;
  beforeAll(async () => {
    sandbox = await startedSandbox();
  });
  beforeEach(async () => {
    account = await sandbox.account();
    await sandbox.door(`POST accounts/${account.accountId}/suppliers`, { name: 'Some Supplier' });
  });
  afterAll(() => sandbox.close());

  const add = (more: object = {}): Promise<Json> =>
    sandbox.door(`POST accounts/${account.accountId}/purchases`, {
      supplier: 'Some Supplier',
      lastUpdated: '2026-11-03T09:00:00Z',
      invoices: [invoice],
      ...more,
    });
  const act = (purchase: Json, action: string, body: object = {}): Promise<Json> =>
    sandbox.door(`POST accounts/${account.accountId}/purchases/${purchase.ID}/${action}`, body);
  const get = async (call: string) => (await sandbox.api(`GET ${call}`, undefined, account)).body;
  const row = async (): Promise<Seen | undefined> => (await get('purchaseList')).PurchaseList[0];

  it('shows a simple purchase with objects and an advanced one with arrays', async () => {
    const simple = await get(`purchase?ID=${(await add()).ID}`);
    expect(simple.Invoice).toMatchObject({ InvoiceNumber: 'S-100', Status: 'AUTHORISED', Total: 37.5 });
    expect(simple).not.toHaveProperty('Type');
    const advanced = await get(`advanced-purchase?ID=${(await add({ type: 'advanced' })).ID}`);
    expect(advanced.Invoice).toEqual([
      expect.objectContaining({
        InvoicingAndReceivingNumber: 1,
        CurrencyRate: 1,
        InvoiceDueDate: '2026-12-02T00:00:00',
      }),
    ]);
    expect(advanced.StockReceived[0]?.Lines[0]).toMatchObject({ Location: null, LocationID: null });
    expect(advanced.PutAway[0]?.Lines[0]).toMatchObject({ Location: 'Main Warehouse' });
  });

  it.each(['advanced', 'service'])('refuses the old endpoint to a purchase of type %s', async (type) => {
    const { ID } = await add({ type });
    const refused = await sandbox.api(`GET purchase?ID=${ID}`, undefined, account);
    expect(refused.status).toBe(400);
    expect(refused.body[0]?.Exception).toMatch(/^This endpoint is deprecated/);
  });

  it('has two words for not found, and neither is 404', async () => {
    const id = '99999999-9999-4999-8999-999999999999';
    const answers = await Promise.all(
      ['purchase', 'advanced-purchase'].map((path) =>
        sandbox.api(`GET ${path}?ID=${id}`, undefined, account),
      ),
    );
    expect(answers.map(({ status, body }) => [status, body[0]?.Exception])).toEqual([
      [400, 'Purchase Task with specified ID not found'],
      [400, 'Purchase not found'],
    ]);
  });

  it('can answer a simple purchase through the advanced endpoint in full or as a shell', async () => {
    const { ID } = await add();
    const settings = `POST accounts/${account.accountId}/settings`;
    await sandbox.door(settings, { simpleThroughAdvanced: 'full' });
    const full = await get(`advanced-purchase?ID=${ID}`);
    expect(full.Invoice[0]).toMatchObject({ TaskID: ID, InvoicingAndReceivingNumber: 0, Total: 37.5 });
    await sandbox.door(settings, { simpleThroughAdvanced: 'shell' });
    const shell = await get(`advanced-purchase?ID=${ID}`);
    expect(shell).toMatchObject({ ID, Status: '', OrderNumber: '', Invoice: [], Order: { Lines: [] } });
  });

  it('leaves nothing but numbers and dates after a void', async () => {
    const purchase = await add();
    const voided = await act(purchase, 'void');
    expect(voided).toMatchObject({ Status: 'VOIDED', Order: { Status: 'VOIDED', Lines: [] } });
    expect(voided.Invoice).toMatchObject({ Status: 'VOIDED', InvoiceNumber: 'S-100', Lines: [], Total: 0 });
    expect(await row()).toMatchObject({ Status: 'VOIDED', InvoiceStatus: 'VOIDED', InvoiceAmount: 0 });
  });

  it('voids one invoice of several and leaves the others', async () => {
    const second = { ...invoice, number: 'S-101' };
    const purchase = await add({ type: 'advanced', invoices: [invoice, second] });
    const { Invoice } = await act(purchase, 'void', { invoice: 'S-101' });
    expect(Invoice.map((each) => [each.InvoiceNumber, each.Status, each.Total])).toEqual([
      ['S-100', 'AUTHORISED', 37.5],
      ['S-101', 'VOIDED', 0],
    ]);
  });

  it('takes an authorisation back and lets the same invoice return with another amount', async () => {
    const purchase = await add({ type: 'advanced' });
    const undone = await act(purchase, 'undo-invoice');
    expect(undone.Invoice[0]).toMatchObject({ Status: 'DRAFT', Total: 37.5 });
    const path = `PATCH accounts/${account.accountId}/purchases/${purchase.ID}`;
    const again = await sandbox.door(path, {
      invoices: [{ status: 'AUTHORISED', lines: [{ ...line, quantity: 4 }] }],
    });
    expect(again.Invoice[0]).toMatchObject({
      TaskID: purchase.Invoice[0]?.TaskID,
      InvoiceNumber: 'S-100',
      Status: 'AUTHORISED',
      Total: 50,
    });
  });

  it('turns AUTHORISED into PAID by a payment, and moves LastUpdatedDate', async () => {
    const purchase = await add();
    expect((await row())?.LastUpdatedDate).toBe('2026-11-03T09:00:00Z');
    await act(purchase, 'pay', { amount: 10 });
    expect(await row()).toMatchObject({
      InvoiceStatus: 'AUTHORISED',
      CombinedPaymentStatus: 'PARTIALLY PAID',
    });
    const paid = await act(purchase, 'pay');
    expect(paid.Invoice).toMatchObject({ Status: 'PAID', Paid: 37.5 });
    expect(paid.Invoice.Payments[0]?.DateCreated).toMatch(/\.\d{7}Z$/);
    expect(String((await row())?.LastUpdatedDate) > '2026-11-03T09:00:00Z').toBe(true);
  });

  it('gives the invoice a task id of its own when a simple purchase becomes an advanced one', async () => {
    const purchase = await add();
    const converted = await act(purchase, 'convert');
    expect(converted.Type).toBe('Advanced Purchase');
    expect(converted.Invoice[0]).toMatchObject({ InvoiceNumber: 'S-100', InvoicingAndReceivingNumber: 1 });
    expect(converted.Invoice[0]?.TaskID).not.toBe(purchase.ID);
    expect((await sandbox.api(`GET purchase?ID=${purchase.ID}`, undefined, account)).status).toBe(400);
  });

  it('serves malformed documents when told to, in detail and list', async () => {
    const purchase = await add();
    await act(purchase, 'raw', {
      set: { 'Invoice.Lines.0.Account': null, 'Invoice.Total': 99.99 },
      remove: ['SupplierID'],
      row: { set: { InvoiceAmount: 99.99 } },
    });
    const detail = await get(`purchase?ID=${purchase.ID}`);
    expect(detail).not.toHaveProperty('SupplierID');
    expect([detail.Invoice.Lines[0]?.Account, detail.Invoice.Total]).toEqual([null, 99.99]);
    expect((await row())?.InvoiceAmount).toBe(99.99);
    await act(purchase, 'raw');
    expect((await get(`purchase?ID=${purchase.ID}`)).Invoice.Total).toBe(37.5);
  });

  it('puts charges among the lines when asked to combine them', async () => {
    const charges = [{ description: 'Freight', price: 5, account: '5100' }];
    const { ID } = await add({ invoices: [{ ...invoice, charges }] });
    const { Invoice } = await get(`purchase?ID=${ID}&CombineAdditionalCharges=true`);
    expect(Invoice.AdditionalCharges).toEqual([]);
    expect(Invoice.Lines.map((each) => each.Name)).toEqual(['Bracket', 'Freight']);
    expect(Invoice.Lines[0]).not.toHaveProperty('ProductID');
  });

  it('accounts for every invoice once in its ledger', async () => {
    await add({ type: 'advanced', invoices: [invoice, { ...invoice, number: 'S-101' }] });
    await add();
    const ledger = await sandbox.door(`GET accounts/${account.accountId}/ledger`);
    expect(ledger.invoices.map((each) => [each.number, each.total])).toEqual([
      ['S-100', '37.50'],
      ['S-101', '37.50'],
      ['S-100', '37.50'],
    ]);
    expect(ledger.totals).toEqual({ USD: { invoices: 3, total: '112.50' } });
  });
});
