import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject, objectOf } from './json.js';
import {
  aBill,
  aLine,
  type Caller,
  callSandbox,
  entityOf,
  firstError,
  type Reply,
} from './testing/caller.js';

describe('a bill payment', () => {
  let sandbox: Caller;
  beforeAll(async () => {
    sandbox = await callSandbox();
  });
  afterAll(() => sandbox.close());

  const made = async (entity: string, changes: JsonObject = {}): Promise<JsonObject> =>
    entityOf(await sandbox.post(`/${entity.toLowerCase()}`, aBill(changes)), entity);
  const now = async (entity: string, { Id }: JsonObject): Promise<JsonObject> =>
    entityOf(await sandbox.get(`/${entity.toLowerCase()}/${Id}`), entity);
  const line = (TxnType: string, { Id }: JsonObject, Amount: number): JsonObject => ({
    Amount,
    LinkedTxn: [{ TxnId: Id ?? '', TxnType }],
  });
  const pay = (TotalAmt: number | null, Line: JsonObject[], changes: JsonObject = {}): Promise<Reply> =>
    sandbox.post('/billpayment', {
      VendorRef: { value: '10' },
      PayType: 'Check',
      CheckPayment: { BankAccountRef: { value: '35' } },
      TotalAmt,
      Line,
      ...changes,
    });
  const aCredit = (Amount: number): Promise<JsonObject> =>
    made('VendorCredit', { Line: [aLine({ Amount })] });

  it('applies a credit to a bill without any money', async () => {
    const bill = await made('Bill');
    const credit = await aCredit(103.55);
    const before = (await now('Vendor', { Id: '10' })).Balance;
    const reply = await pay(0, [line('Bill', bill, 103.55), line('VendorCredit', credit, 103.55)]);
    const payment = entityOf(reply, 'BillPayment');
    const settled = {
      Balance: 0,
      SyncToken: '1',
      LinkedTxn: [{ TxnId: payment.Id, TxnType: 'BillPaymentCheck' }],
    };
    expect(await now('Bill', bill)).toMatchObject(settled);
    expect(await now('VendorCredit', credit)).toMatchObject(settled);
    expect((await now('Vendor', { Id: '10' })).Balance).toBe(before);
  });

  it('pays a part of a bill, by card, and is still called a check by the bill', async () => {
    const bill = await made('Bill');
    const card = { PayType: 'CreditCard', CreditCardPayment: { CCAccountRef: { value: '49' } } };
    const payment = entityOf(await pay(100, [line('Bill', bill, 100)], card), 'BillPayment');
    expect(await now('Bill', bill)).toMatchObject({
      Balance: 3.55,
      LinkedTxn: [{ TxnId: payment.Id, TxnType: 'BillPaymentCheck' }],
    });
  });

  it('opens the bill and the credit again when it is deleted', async () => {
    const bill = await made('Bill');
    const credit = await aCredit(3.55);
    const Line = [line('Bill', bill, 103.55), line('VendorCredit', credit, 3.55)];
    const payment = entityOf(await pay(100, Line), 'BillPayment');
    await sandbox.post('/billpayment?operation=delete', { Id: payment.Id ?? '', SyncToken: '0' });
    expect(await now('Bill', bill)).toMatchObject({ Balance: 103.55, LinkedTxn: [], SyncToken: '2' });
    expect(await now('VendorCredit', credit)).toMatchObject({ Balance: 3.55, LinkedTxn: [] });
  });

  it('moves the amounts between bills when it is changed', async () => {
    const [one, other] = [await made('Bill'), await made('Bill')];
    const payment = entityOf(await pay(50, [line('Bill', one, 50)]), 'BillPayment');
    await pay(50, [line('Bill', other, 50)], { Id: payment.Id ?? '', SyncToken: '0' });
    expect(await now('Bill', one)).toMatchObject({ Balance: 103.55, LinkedTxn: [] });
    expect(await now('Bill', other)).toMatchObject({ Balance: 53.55 });
  });

  it('keeps a credit that it has used from being deleted', async () => {
    const credit = await aCredit(103.55);
    await pay(0, [line('Bill', await made('Bill'), 103.55), line('VendorCredit', credit, 103.55)]);
    const reply = await sandbox.post('/vendorcredit?operation=delete', {
      Id: credit.Id ?? '',
      SyncToken: '1',
    });
    expect(firstError(reply).code).toBe('6000');
  });

  it('keeps the bill that it has paid with its vendor', async () => {
    const bill = await made('Bill');
    await pay(1, [line('Bill', bill, 1)]);
    const other = aBill({ Id: bill.Id ?? '', SyncToken: '1', VendorRef: { value: '11' } });
    expect(firstError(await sandbox.post('/bill', other)).code).toBe('6000');
  });

  it('needs an amount, and says so as QuickBooks does', async () => {
    const reply = await pay(null, [line('Bill', await made('Bill'), 1)]);
    expect(firstError(reply)).toMatchObject({
      code: '6000',
      Detail: 'Business Validation Error: You must set a transaction amount.',
    });
  });

  it.each([
    ['more than is open', async () => pay(200, [line('Bill', await made('Bill'), 200)]), '6000'],
    ['less than its lines', async () => pay(1, [line('Bill', await made('Bill'), 100)]), '6000'],
    ['a line that settles nothing', () => pay(1, [{ Amount: 1 }]), '2020'],
    [
      'a bill of another vendor',
      async () => pay(1, [line('Bill', await made('Bill', { VendorRef: { value: '11' } }), 1)]),
      '620',
    ],
    ['a document of another kind', async () => pay(1, [line('Invoice', { Id: '1' }, 1)]), '2170'],
    [
      'a check on what is no bank account',
      async () =>
        pay(1, [line('Bill', await made('Bill'), 1)], { CheckPayment: { BankAccountRef: { value: '70' } } }),
      '6430',
    ],
    [
      'money of a third currency',
      async () =>
        pay(1, [line('Bill', await made('Bill'), 1)], { CheckPayment: { BankAccountRef: { value: '103' } } }),
      '6000',
    ],
  ])('is refused for %s', async (_what, send, code) => {
    expect(firstError(await send()).code).toBe(code);
  });

  it('does not let a bill become less than what was paid of it', async () => {
    const bill = await made('Bill');
    await pay(100, [line('Bill', bill, 100)]);
    const less = aBill({ Id: bill.Id ?? '', SyncToken: '1', Line: [aLine({ Amount: 50 })] });
    expect(firstError(await sandbox.post('/bill', less)).code).toBe('6000');
  });

  it('cannot void a bill, only itself', async () => {
    const bill = await made('Bill');
    const reply = await sandbox.post('/bill?operation=update&include=void', {
      Id: bill.Id ?? '',
      SyncToken: '0',
    });
    expect(firstError(reply).code).toBe('500');
  });

  it('counts the goods of bills and credits into stock and out again', async () => {
    const onHand = async (): Promise<unknown> => (await now('Item', { Id: '3' })).QtyOnHand;
    const before = Number(await onHand());
    const goods = (Qty: number): JsonObject =>
      aLine({
        Amount: Qty,
        DetailType: 'ItemBasedExpenseLineDetail',
        AccountBasedExpenseLineDetail: null,
        ItemBasedExpenseLineDetail: { ItemRef: { value: '3' }, Qty },
      });
    const bill = await made('Bill', { Line: [goods(5)] });
    await made('VendorCredit', { Line: [goods(2)] });
    expect(await onHand()).toBe(before + 3);
    await sandbox.post('/bill?operation=delete', { Id: bill.Id ?? '', SyncToken: '0' });
    expect(await onHand()).toBe(before - 2);
    expect(objectOf(await now('Item', { Id: '3' }))).toMatchObject({ SyncToken: '0' });
  });
});
