import { describe, expect, it } from '@jest/globals';
import { billed, openedAccount, ordered } from './opened-account.js';
import type { Json } from './started-sandbox.js';

const received = { Date: '2026-11-03', Quantity: 3, SKU: 'A-1', Location: 'Main Warehouse' };
const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

describe('stock', () => {
  const { purchase: add, call, refusal, set } = openedAccount();

  const stock = (purchase: Json, lines: object[] = [received]) => ({
    TaskID: purchase.ID,
    Status: 'AUTHORISED',
    Lines: lines,
  });

  it('comes after the invoice where the invoice comes first', async () => {
    const purchase = await add({ ...ordered, approach: 'INVOICE' });
    expect(await refusal('POST purchase/stock', stock(purchase))).toEqual([
      400,
      "'Invoice First' approach option set. Please authorise Invoice before StockReceived",
    ]);
  });

  it('is received with date, place and card, and then closed', async () => {
    const purchase = await add({ ...ordered, approach: 'STOCK' });
    const { body } = await call('POST purchase/stock', stock(purchase));
    expect(body).toMatchObject({ TaskID: purchase.ID, Status: 'AUTHORISED' });
    expect(body.Lines[0]).toMatchObject({ SKU: 'A-1', Location: 'Main Warehouse', Received: true });
    const [status, text] = await refusal('POST purchase/stock', stock(purchase));
    expect([status, text]).toEqual([400, "Purchase stock received with status AUTHORISED can't be changed."]);
  });

  it('is added to what is there, and authorised by a body without lines', async () => {
    const purchase = await add({ ...ordered, approach: 'STOCK' });
    await call('POST purchase/stock', { ...stock(purchase), Status: 'DRAFT' });
    const { body } = await call('POST purchase/stock', stock(purchase, []));
    expect([body.Status, body.Lines.length]).toEqual(['AUTHORISED', 1]);
  });

  it('needs a date on every line, in words of its own', async () => {
    const purchase = await add({ ...ordered, approach: 'STOCK' });
    const lines = [{ ...received, Date: null }];
    expect(await refusal('POST purchase/stock', stock(purchase, lines))).toEqual([
      400,
      "'Date' is required for 'Lines' line",
    ]);
  });

  it('takes no product twice at one place in one batch', async () => {
    const purchase = await add({ ...ordered, approach: 'STOCK' });
    expect(await refusal('POST purchase/stock', stock(purchase, [received, received]))).toEqual([
      400,
      'Cannot add duplicate value in stock received lines. (Product:A-1, Location:Main Warehouse)',
    ]);
    const batches = [received, { ...received, BatchSN: 'B2' }];
    expect((await call('POST purchase/stock', stock(purchase, batches))).status).toBe(200);
  });

  it('calls lines invalid that are no list', async () => {
    const purchase = await add({ ...ordered, approach: 'STOCK' });
    const body = { ...stock(purchase), Lines: 'all of them' };
    expect(await refusal('POST purchase/stock', body)).toEqual([400, 'Lines is invalid']);
  });

  it('turns a simple purchase into an advanced one when it is received by the advanced endpoint', async () => {
    const { ID: PurchaseID } = await add({ ...ordered, approach: 'STOCK' });
    const body = { PurchaseID, Status: 'AUTHORISED', Lines: [received] };
    await call('POST advanced-purchase/stock', body);
    const converted = (await call(`GET advanced-purchase?ID=${PurchaseID}`)).body;
    expect(converted.Type).toBe('Advanced Purchase');
    expect(converted.StockReceived[0]?.TaskID).toBe(converted.Invoice[0]?.TaskID);
    expect(converted.StockReceived[0]?.TaskID).not.toBe(PurchaseID);
  });

  it('brings an empty draft invoice with every new group', async () => {
    const { ID: PurchaseID } = await add({ ...ordered, type: 'advanced', approach: 'STOCK' });
    const body = { PurchaseID, TaskID: ZERO_GUID, Status: 'AUTHORISED', Lines: [received] };
    const { StockReceiving } = (await call('POST advanced-purchase/stock', body)).body;
    const { Invoice } = (await call(`GET advanced-purchase?ID=${PurchaseID}`)).body;
    expect(StockReceiving[0]?.Lines[0]).toMatchObject({ Location: null, LocationID: null });
    expect(Invoice[0]).toMatchObject({ TaskID: StockReceiving[0]?.TaskID, Status: 'DRAFT', Lines: [] });
  });

  it('answers 200 to its deletion and keeps it, unless the account is of the other kind', async () => {
    const purchase = await add({ ...billed, type: 'advanced', received: 'fully' });
    const TaskID = purchase.StockReceived[0]?.TaskID;
    const remove = async () =>
      (await call(`DELETE advanced-purchase/stock?TaskID=${TaskID}`)).body.StockReceiving[0]?.Status;
    expect(await remove()).toBe('AUTHORISED');
    await set({ advancedStockDelete: 'undo' });
    expect(await remove()).toBe('DRAFT');
  });

  it('gets its places when it is put away', async () => {
    const purchase = await add({ ...billed, type: 'advanced', received: 'fully' });
    const body = {
      PurchaseID: purchase.ID,
      TaskID: purchase.StockReceived[0]?.TaskID,
      Status: 'DRAFT',
      Lines: [{ ...received, Quantity: 2 }],
    };
    const { PutAway } = (await call('POST advanced-purchase/put-away', body)).body;
    expect(PutAway[0]).toMatchObject({ Status: 'DRAFT', Lines: [{ Quantity: 2, Received: false }] });
  });
});
