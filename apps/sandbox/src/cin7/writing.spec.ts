import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Credentials, type StartedSandbox, startedSandbox } from './started-sandbox.js';

const supplier = {
  Name: 'Written Supplier',
  Currency: 'EUR',
  PaymentTerm: '30 days',
  AccountPayable: '2000',
  TaxRule: 'Tax Exempt',
};
const priced = {
  SKU: 'A-1',
  Quantity: 3,
  Price: 12.5,
  Discount: 0,
  Tax: 0,
  TaxRule: 'Tax Exempt',
  Total: 37.5,
};
const billed = { ...priced, Account: '1200' };

describe('writing to Cin7', () => {
  let sandbox: StartedSandbox;
  let account: Credentials;
  let supplierId: string;
  beforeAll(async () => {
    sandbox = await startedSandbox();
  });
  beforeEach(async () => {
    account = await sandbox.account();
    await sandbox.door(`POST accounts/${account.accountId}/products`, { sku: 'A-1' });
    supplierId = (await call('POST supplier', supplier)).body.SupplierList[0]?.ID ?? '';
  });
  afterAll(() => sandbox.close());

  const call = (what: string, body?: unknown) => sandbox.api(what, body, account);
  const problems = async (what: string, body?: unknown) => {
    const answer = await call(what, body);
    return [answer.status, ...answer.body.map((each) => each.Exception)];
  };
  const header = (more: object = {}) => ({
    SupplierID: supplierId,
    Approach: 'INVOICE',
    Location: 'Main Warehouse',
    ...more,
  });
  const authorisedOrder = async (path: string, more: object = {}): Promise<string> => {
    const { body } = await call(`POST ${path}`, header(more));
    await call('POST purchase/order', { TaskID: body.ID, Status: 'AUTHORISED', Lines: [priced] });
    return body.ID;
  };

  it('answers a new supplier in the envelope of the list', async () => {
    const { body } = await call('POST supplier', { ...supplier, Name: 'Another' });
    expect(body).toMatchObject({ Total: 1, Page: 1, SupplierList: [{ Name: 'Another', Status: 'Active' }] });
  });

  it('takes no supplier with an inactive term or an account that is not for payables', async () => {
    const wrong = {
      ...supplier,
      Name: 'Wrong',
      PaymentTerm: 'Cash on delivery (old)',
      AccountPayable: '2200',
    };
    expect(await problems('POST supplier', wrong)).toEqual([
      400,
      'Active payment term with name Cash on delivery (old) was not found in Payment Terms reference book',
      "Account '2200' was not found in Accounts reference book",
    ]);
  });

  it('hides a deprecated supplier unless asked, so that its deprecation is easily missed', async () => {
    await call('PUT supplier', { ID: supplierId, Status: 'Deprecated' });
    const since = 'ModifiedSince=2020-01-01';
    expect((await call(`GET supplier?${since}`)).body.Total).toBe(0);
    expect((await call(`GET supplier?${since}&IncludeDeprecated=true`)).body.Total).toBe(1);
  });

  it('does not search suppliers, whatever a caller hopes', async () => {
    expect((await call('GET supplier?Search=Nobody')).body.Total).toBe(1);
  });

  it('makes a header and ignores the order inside it', async () => {
    const { body } = await call(
      'POST purchase',
      header({ Order: { Status: 'AUTHORISED', Lines: [priced] } }),
    );
    expect(body).toMatchObject({
      OrderNumber: 'PO-00001',
      Status: 'ORDERING',
      SupplierCurrency: 'EUR',
      CurrencyRate: 1.0852,
      Order: { Status: 'NOT AVAILABLE', Lines: [] },
      Invoice: { Status: 'DRAFT', InvoiceDueDate: null },
    });
  });

  it('begins stock first with nothing at all', async () => {
    const { body } = await call(
      'POST advanced-purchase',
      header({ Approach: 'STOCK', PurchaseType: 'Simple' }),
    );
    expect(body).toMatchObject({ Type: 'Simple Purchase', Status: 'DRAFT', CombinedPaymentStatus: 'UNPAID' });
    expect(body.Invoice[0]).toMatchObject({
      TaskID: body.ID,
      InvoicingAndReceivingNumber: 0,
      Status: 'NOT AVAILABLE',
    });
  });

  it('names several problems of a header at once', async () => {
    expect(await problems('POST purchase', { SupplierID: supplierId, Location: 'Nowhere' })).toEqual([
      400,
      'Required attribute Approach is not provided.',
      "Location 'Nowhere' was not found in Locations reference book",
    ]);
  });

  it('checks the total of a line and says what it expects', async () => {
    const { body } = await call('POST purchase', header());
    const order = { TaskID: body.ID, Status: 'DRAFT', Lines: [{ ...priced, Discount: 10, Total: 37.5 }] };
    expect(await problems('POST purchase/order', order)).toEqual([
      400,
      "attribute 'Total' doesn't match line 'A-1'. Expected value is: 33.75",
    ]);
  });

  it('does not change an authorised order', async () => {
    const TaskID = await authorisedOrder('purchase');
    const [status] = await problems('POST purchase/order', { TaskID, Status: 'DRAFT', Lines: [priced] });
    expect(status).toBe(400);
  });

  it('takes an invoice only after the order, and after the stock where that comes first', async () => {
    const { body } = await call('POST purchase', header());
    const invoice = { Status: 'AUTHORISED', InvoiceDate: '2026-11-02', Lines: [billed] };
    expect(await problems('POST purchase/invoice', { TaskID: body.ID, ...invoice })).toEqual([
      400,
      'Please authorise Order before Invoice',
    ]);
    const PurchaseID = await authorisedOrder('advanced-purchase', { Approach: 'STOCK' });
    const [status, text] = await problems('POST advanced-purchase/invoice', { PurchaseID, ...invoice });
    expect([status, text]).toEqual([400, expect.stringContaining("'Stock First'")]);
  });

  it('works out due date and number when they are left out, and pays', async () => {
    const TaskID = await authorisedOrder('purchase');
    const invoice = { TaskID, Status: 'AUTHORISED', InvoiceDate: '2026-11-02', Lines: [billed] };
    expect((await call('POST purchase/invoice', invoice)).body).toMatchObject({
      InvoiceNumber: 'INV-00001',
      InvoiceDueDate: '2026-12-02T00:00:00',
      InvoiceTotalAmount: 37.5,
    });
    const payment = { TaskID, Type: 'Payment', Amount: 37.5, DatePaid: '2026-11-20', Account: '1010' };
    expect((await call('POST purchase/payment', payment)).body).toMatchObject({
      Type: 'Payment',
      Amount: 37.5,
    });
    expect((await call(`GET purchase?ID=${TaskID}`)).body.Invoice.Status).toBe('PAID');
  });

  it('begins a new group for each invoice without a task', async () => {
    const PurchaseID = await authorisedOrder('advanced-purchase');
    const invoice = { PurchaseID, Status: 'AUTHORISED', InvoiceDate: '2026-11-02', Lines: [billed] };
    await call('POST advanced-purchase/invoice', invoice);
    const { body } = await call('POST advanced-purchase/invoice', {
      ...invoice,
      TaskID: '00000000-0000-0000-0000-000000000000',
    });
    const numbers = body.Invoices.map((each) => each.InvoiceNumber).filter(Boolean);
    expect(numbers).toEqual(['INV-00001', 'INV-00001/2']);
  });

  it('voids one advanced invoice and undoes another', async () => {
    const PurchaseID = await authorisedOrder('advanced-purchase');
    const invoice = { PurchaseID, Status: 'AUTHORISED', InvoiceDate: '2026-11-02', Lines: [billed] };
    await call('POST advanced-purchase/invoice', invoice);
    const { Invoices } = (await call('POST advanced-purchase/invoice', invoice)).body;
    const [first, second] = Invoices.filter((each) => each.Status === 'AUTHORISED');
    await call(`DELETE advanced-purchase/invoice?TaskID=${first?.TaskID}&Void=true`);
    const { body } = await call(`DELETE advanced-purchase/invoice?TaskID=${second?.TaskID}`);
    const states = body.Invoices.filter((each) => each.InvoiceNumber).map((each) => [
      each.Status,
      each.Total,
    ]);
    expect(states).toEqual([
      ['VOIDED', 0],
      ['DRAFT', 37.5],
    ]);
  });

  it('voids a purchase only when Void is true', async () => {
    const ID = await authorisedOrder('purchase');
    expect((await call(`DELETE purchase?ID=${ID}`)).body).toMatchObject({
      Status: 'ORDERING',
      Order: { Status: 'DRAFT' },
    });
    expect((await call(`DELETE purchase?ID=${ID}&Void=true`)).body).toMatchObject({ Status: 'VOIDED' });
  });
});
