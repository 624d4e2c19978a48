import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject, objectOf, objectsOf } from './json.js';
import {
  aBill,
  aLine,
  type Caller,
  callSandbox,
  entityOf,
  firstError,
  type Reply,
} from './testing/caller.js';

const CEDAR = '3';

/** A line of ten planks at 4.50, unless told otherwise. */
function anItemLine(changes: JsonObject = {}, more: JsonObject = {}): JsonObject {
  return {
    Amount: 45,
    DetailType: 'ItemBasedExpenseLineDetail',
    ItemBasedExpenseLineDetail: { ItemRef: { value: CEDAR }, Qty: 10, UnitPrice: 4.5, ...changes },
    ...more,
  };
}

describe('a purchase order', () => {
  let sandbox: Caller;
  beforeAll(async () => {
    sandbox = await callSandbox();
  });
  afterAll(() => sandbox.close());

  const settings = (changes: JsonObject): Promise<JsonObject> =>
    sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, changes);
  const sendOrder = (changes: JsonObject = {}): Promise<Reply> =>
    sandbox.post('/purchaseorder', aBill({ APAccountRef: { value: '33' }, ...changes }));
  const newOrder = async (changes: JsonObject = {}): Promise<JsonObject> =>
    entityOf(await sendOrder(changes), 'PurchaseOrder');
  const orderNow = async ({ Id }: JsonObject): Promise<JsonObject> =>
    entityOf(await sandbox.get(`/purchaseorder/${Id}`), 'PurchaseOrder');
  const linkTo = ({ Id }: JsonObject, TxnLineId = '1'): JsonObject => ({
    TxnId: Id ?? '',
    TxnType: 'PurchaseOrder',
    TxnLineId,
  });
  const billFor = async (
    order: JsonObject,
    line: JsonObject,
    changes: JsonObject = {},
  ): Promise<JsonObject> =>
    entityOf(
      await sandbox.post('/bill', aBill({ Line: [{ ...line, LinkedTxn: [linkTo(order)] }], ...changes })),
      'Bill',
    );
  const linksOf = (bill: JsonObject): JsonObject[] => objectsOf(objectsOf(bill.Line)[0]?.LinkedTxn);
  const remove = (entity: string, { Id, SyncToken }: JsonObject): Promise<Reply> =>
    sandbox.post(`/${entity}?operation=delete`, { Id: Id ?? '', SyncToken: SyncToken ?? '' });

  it('is refused without the account payable', async () => {
    const reply = await sandbox.post('/purchaseorder', aBill());
    expect(firstError(reply)).toMatchObject({ code: '2020', element: 'APAccountRef' });
  });

  it('is numbered one after the highest number, whoever chose that', async () => {
    await newOrder({ DocNumber: '4711' });
    expect(await newOrder()).toMatchObject({ DocNumber: '4712', POStatus: 'Open', EmailStatus: 'NotSet' });
  });

  it('is not numbered in a company that numbers by itself', async () => {
    const custom = { Name: 'VendorAndPurchasesPrefs.UseCustomTxnNumbers', Value: 'true' };
    await settings({ preferences: { OtherPrefs: { NameValue: [custom] } } });
    expect(await newOrder()).not.toHaveProperty('DocNumber');
    await settings({ preferences: { OtherPrefs: { NameValue: [{ ...custom, Value: 'false' }] } } });
  });

  it('shows on lines of stock how much has been received', async () => {
    const order = await newOrder({ Line: [anItemLine(), aLine()] });
    expect(objectsOf(order.Line)[0]).toMatchObject({ Received: 0 });
    expect(objectsOf(order.Line)[1]).not.toHaveProperty('Received');
    await billFor(order, anItemLine({ Qty: 4 }, { Amount: 18 }));
    expect(objectsOf((await orderNow(order)).Line)[0]).toMatchObject({ Received: 4 });
  });

  it('stays open while a part of it is not billed, and closes with the last part', async () => {
    const order = await newOrder({ Line: [anItemLine()] });
    const first = await billFor(order, anItemLine({ Qty: 4 }, { Amount: 18 }));
    expect(await orderNow(order)).toMatchObject({ POStatus: 'Open', SyncToken: '1' });
    const second = await billFor(order, anItemLine({ Qty: 6 }, { Amount: 27 }));
    expect(await orderNow(order)).toMatchObject({
      POStatus: 'Closed',
      SyncToken: '2',
      LinkedTxn: [
        { TxnId: first.Id, TxnType: 'Bill' },
        { TxnId: second.Id, TxnType: 'Bill' },
      ],
    });
  });

  it('is used up by any link to it when lines cannot be used in part', async () => {
    await settings({ partialOrderLines: false });
    const order = await newOrder({ Line: [anItemLine()] });
    await billFor(order, anItemLine({ Qty: 4 }, { Amount: 18 }));
    expect(await orderNow(order)).toMatchObject({ POStatus: 'Closed' });
    await settings({ partialOrderLines: true });
  });

  it('opens again when its bill is deleted, unless the company is told otherwise', async () => {
    const order = await newOrder();
    await remove('bill', await billFor(order, aLine()));
    expect(await orderNow(order)).toMatchObject({ POStatus: 'Open', LinkedTxn: [], SyncToken: '2' });
    await settings({ freedOrderReopens: false });
    await remove('bill', await billFor(order, aLine()));
    expect(await orderNow(order)).toMatchObject({ POStatus: 'Closed', LinkedTxn: [] });
    await settings({ freedOrderReopens: true });
  });

  it.each([
    [
      'an order that is not there',
      async () => ({ TxnId: '999999', TxnType: 'PurchaseOrder', TxnLineId: '1' }),
    ],
    ['a line that is not there', async () => linkTo(await newOrder(), '7')],
    [
      'an order without its line',
      async () => ({ TxnId: (await newOrder()).Id ?? '', TxnType: 'PurchaseOrder' }),
    ],
    ['an order that is closed', async () => linkTo(await newOrder({ POStatus: 'Closed' }))],
  ])('drops a link to %s in silence', async (_what, link) => {
    const reply = await sandbox.post('/bill', aBill({ Line: [aLine({ LinkedTxn: [await link()] })] }));
    expect(reply.status).toBe(200);
    expect(entityOf(reply, 'Bill').LinkedTxn).toEqual([]);
    expect(linksOf(entityOf(reply, 'Bill'))).toEqual([]);
  });

  it('refuses a link to the order of another vendor with 620', async () => {
    const link = linkTo(await newOrder());
    const reply = await sandbox.post(
      '/bill',
      aBill({ VendorRef: { value: '11' }, Line: [aLine({ LinkedTxn: [link] })] }),
    );
    expect(firstError(reply)).toMatchObject({ code: '620', Message: 'Txn ID cannot be linked' });
  });

  it('is linked on an update by a new line only', async () => {
    const order = await newOrder();
    const bill = entityOf(await sandbox.post('/bill', aBill()), 'Bill');
    const update = (Line: JsonObject[], SyncToken: string): Promise<Reply> =>
      sandbox.post('/bill', aBill({ Id: bill.Id ?? '', SyncToken, sparse: true, Line }));
    const known = entityOf(await update([aLine({ Id: '1', LinkedTxn: [linkTo(order)] })], '0'), 'Bill');
    expect(linksOf(known)).toEqual([]);
    const fresh = entityOf(await update([aLine({ LinkedTxn: [linkTo(order)] })], '0'), 'Bill');
    expect(linksOf(fresh)).toEqual([linkTo(order)]);
  });

  it('cannot be deleted while a bill is linked to it', async () => {
    const order = await newOrder();
    await billFor(order, aLine());
    expect(firstError(await remove('purchaseorder', await orderNow(order))).code).toBe('6000');
  });

  it('keeps the lines and the vendor that bills have used', async () => {
    const order = await newOrder();
    await billFor(order, aLine({ Amount: 1 }));
    const update = { ...aBill({ APAccountRef: { value: '33' } }), Id: order.Id ?? '', SyncToken: '1' };
    expect(firstError(await sandbox.post('/purchaseorder', update)).code).toBe('6000');
    const otherVendor = { ...update, Line: [aLine({ Id: '1' })], VendorRef: { value: '11' } };
    expect(firstError(await sandbox.post('/purchaseorder', otherVendor)).code).toBe('6000');
  });

  it('shows flat addresses once it has been changed, but not after an update that changes nothing', async () => {
    const ShipAddr = { Line1: '4 Kai', City: 'Ely', CountrySubDivisionCode: 'MN', PostalCode: '55731' };
    const order = await newOrder({ ShipAddr });
    const id = { Id: order.Id ?? '', SyncToken: '0', sparse: true };
    expect(objectOf(entityOf(await sandbox.post('/purchaseorder', id), 'PurchaseOrder').ShipAddr)).toEqual(
      ShipAddr,
    );
    const changed = await sandbox.post('/purchaseorder', { ...id, Memo: 'Ring twice.' });
    expect(entityOf(changed, 'PurchaseOrder').ShipAddr).toEqual({ Line1: '4 Kai', Line2: 'Ely, MN 55731' });
  });

  it('moves no balance and does not mind closed books', async () => {
    await settings({ closingDate: '2026-11-30' });
    const before = entityOf(await sandbox.get('/vendor/10'), 'Vendor').Balance;
    await newOrder();
    expect(entityOf(await sandbox.get('/vendor/10'), 'Vendor').Balance).toBe(before);
    await settings({ closingDate: null });
  });

  it('is not part of a small offering', async () => {
    await settings({ offering: 'QuickBooks Online Essentials' });
    expect(firstError(await sendOrder())).toMatchObject({ code: '5030', Message: 'Feature Not Supported' });
    await settings({ offering: 'QuickBooks Online Plus' });
  });

  it('loses its number on a full update that leaves it out', async () => {
    const order = await newOrder();
    const full = { ...aBill({ APAccountRef: { value: '33' } }), Id: order.Id ?? '', SyncToken: '0' };
    expect(entityOf(await sandbox.post('/purchaseorder', full), 'PurchaseOrder')).not.toHaveProperty(
      'DocNumber',
    );
  });

  it('refuses items that are not bought', async () => {
    const sold = { Name: 'Advice', Type: 'Service', IncomeAccountRef: { value: '67' } };
    const item = entityOf(await sandbox.post('/item', sold), 'Item');
    const line = anItemLine({ ItemRef: { value: item.Id ?? '' } });
    expect(firstError(await sendOrder({ Line: [line] })).code).toBe('6000');
  });
});
