import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject, objectOf, objectsOf } from './json.js';
import { aBill, aLine, type Caller, callSandbox, entityOf, firstError } from './testing/caller.js';

describe('what one document does to others', () => {
  let sandbox: Caller;
  beforeAll(async () => {
    sandbox = await callSandbox();
  });
  afterAll(() => sandbox.close());

  const newBill = async (changes: JsonObject = {}): Promise<JsonObject> =>
    entityOf(await sandbox.post('/bill', aBill(changes)), 'Bill');
  const read = async (entity: string, id: unknown): Promise<JsonObject> =>
    entityOf(await sandbox.get(`/${entity.toLowerCase()}/${String(id)}`), entity);

  it('raises the SyncToken of a bill that a person pays, and links it', async () => {
    const bill = await newBill();
    const paid = await sandbox.door('POST', `/realms/${sandbox.realmId}/bills/${bill.Id}/pay`, {});
    const payment = objectOf(paid.BillPayment);
    expect(await read('Bill', bill.Id)).toMatchObject({
      SyncToken: '1',
      Balance: 0,
      LinkedTxn: [{ TxnId: payment?.Id, TxnType: 'BillPaymentCheck' }],
    });
  });

  it('moves the balance and the time of the vendor without its SyncToken', async () => {
    const before = await read('Vendor', '11');
    await sandbox.door('POST', '/clock', { advanceSeconds: 5 });
    await newBill({ VendorRef: { value: '11' } });
    const after = await read('Vendor', '11');
    expect(after).toMatchObject({ Balance: 103.55, SyncToken: before.SyncToken });
    expect(objectOf(after.MetaData)?.LastUpdatedTime).not.toBe(objectOf(before.MetaData)?.LastUpdatedTime);
  });

  it('refuses to delete a paid bill, and deletes an unpaid one', async () => {
    const [paid, open] = [await newBill(), await newBill()];
    await sandbox.door('POST', `/realms/${sandbox.realmId}/bills/${paid.Id}/pay`, {});
    const refused = await sandbox.post('/bill?operation=delete', { Id: paid.Id ?? '', SyncToken: '1' });
    expect(firstError(refused).code).toBe('6000');
    const deleted = await sandbox.post('/bill?operation=delete', { Id: open.Id ?? '', SyncToken: '0' });
    expect(deleted.body.Bill).toEqual({ status: 'Deleted', domain: 'QBO', Id: open.Id });
    const gone = await sandbox.get(`/bill/${open.Id}`);
    expect(firstError(gone)).toMatchObject({
      code: '610',
      Detail: expect.stringContaining('Another user has deleted'),
    });
  });

  it('opens a bill again when its payment is voided', async () => {
    const bill = await newBill();
    const paid = await sandbox.door('POST', `/realms/${sandbox.realmId}/bills/${bill.Id}/pay`, {});
    const payment = objectOf(paid.BillPayment) ?? {};
    const voided = await sandbox.post('/billpayment?operation=update&include=void', {
      Id: payment.Id ?? '',
      SyncToken: '0',
      sparse: true,
    });
    expect(entityOf(voided, 'BillPayment')).toMatchObject({ TotalAmt: 0, Line: [], PrivateNote: 'Voided' });
    expect(await read('Bill', bill.Id)).toMatchObject({ Balance: 103.55, LinkedTxn: [], SyncToken: '2' });
  });

  it('closes an order that a bill uses up, drops impossible links in silence, and numbers orders', async () => {
    const order = entityOf(
      await sandbox.post('/purchaseorder', aBill({ APAccountRef: { value: '33' } })),
      'PurchaseOrder',
    );
    expect(order).toMatchObject({ POStatus: 'Open', DocNumber: '1001' });
    const link = { TxnId: order.Id ?? '', TxnType: 'PurchaseOrder', TxnLineId: '1' };
    const bill = await newBill({ Line: [aLine({ LinkedTxn: [link] })], LinkedTxn: [link] });
    expect(objectsOf(bill.Line)[0]?.LinkedTxn).toEqual([link]);
    expect(await read('PurchaseOrder', order.Id)).toMatchObject({ POStatus: 'Closed', SyncToken: '1' });
    const second = await newBill({ Line: [aLine({ LinkedTxn: [link] })] });
    expect(objectsOf(second.Line)[0]?.LinkedTxn).toEqual([]);
  });

  it.each([
    [
      'a foreign bill without its rate',
      { VendorRef: { value: '16' }, CurrencyRef: { value: 'EUR' } },
      '2410',
    ],
    ['a foreign vendor without a currency', { VendorRef: { value: '16' } }, '2410'],
    [
      'a currency that is not the vendor\u2019s',
      { CurrencyRef: { value: 'EUR' }, ExchangeRate: 1.1 },
      '6000',
    ],
    ['the payable account of another currency', { APAccountRef: { value: '107' } }, '6000'],
    ['an account that is not payable', { APAccountRef: { value: '35' } }, '6430'],
  ])('refuses %s', async (_why, changes, code) => {
    expect(firstError(await sandbox.post('/bill', aBill(changes))).code).toBe(code);
  });

  it('posts a foreign bill to the payable account of its currency', async () => {
    const bill = await newBill({
      VendorRef: { value: '16' },
      CurrencyRef: { value: 'EUR' },
      ExchangeRate: 1.1,
    });
    expect(bill).toMatchObject({ APAccountRef: { value: '107' }, TotalAmt: 103.55, HomeBalance: 113.91 });
  });

  it('keeps the books of a closed period shut', async () => {
    const settings = `/realms/${sandbox.realmId}/settings`;
    await sandbox.door('POST', settings, { closingDate: '2026-11-02' });
    expect(firstError(await sandbox.post('/bill', aBill())).code).toBe('6210');
    await sandbox.door('POST', settings, { closingDate: null });
    expect((await sandbox.post('/bill', aBill())).status).toBe(200);
  });

  it('warns of a duplicate number only when the company wants it and the client does not insist', async () => {
    const first = await newBill({ DocNumber: 'DUP-1' });
    expect((await sandbox.post('/bill', aBill({ DocNumber: 'DUP-1' }))).status).toBe(200);
    await sandbox.door('POST', `/realms/${sandbox.realmId}/settings`, { warnDuplicateBillNumber: true });
    const refused = firstError(await sandbox.post('/bill', aBill({ DocNumber: 'DUP-1' })));
    expect(refused).toMatchObject({
      code: '6140',
      Detail: expect.stringContaining(`DocNumber=DUP-1 is assigned to TxnType=Bill with TxnId=${first.Id}`),
    });
    const insisted = await sandbox.post('/bill?include=allowduplicatedocnum', aBill({ DocNumber: 'DUP-1' }));
    expect(insisted.status).toBe(200);
  });
});
