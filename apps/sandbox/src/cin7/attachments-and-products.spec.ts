import { describe, expect, it } from '@jest/globals';
import { billed, openedAccount } from './opened-account.js';

const file = { FileName: 'invoice.pdf', Content: Buffer.from('%PDF bytes').toString('base64') };

describe('attachments', () => {
  const { call, purchase: add, refusal, sandbox, set } = openedAccount();
  const upload = async (PurchaseID: string) =>
    (await call('POST purchase/attachment', { PurchaseID, ...file })).body.Lines[0];

  it('hang on purchases of every kind, with a link that needs no credentials', async () => {
    const { ID } = await add({ ...billed, type: 'advanced' });
    const attachment = await upload(ID);
    const answer = await fetch(attachment?.DownloadUrl ?? '');
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual([
      'application/pdf',
      '%PDF bytes',
    ]);
    const { Attachments } = (await call(`GET advanced-purchase?ID=${ID}`)).body;
    expect(Attachments).toEqual([expect.objectContaining({ FileName: 'invoice.pdf' })]);
    const left = (await call(`DELETE purchase/attachment?ID=${attachment?.ID}`)).body;
    expect(left).toEqual({ TaskID: ID, Lines: [] });
  });

  it('may lead to a login instead', async () => {
    await set({ attachmentDownload: 'login' });
    const attachment = await upload((await add(billed)).ID);
    const answer = await fetch(attachment?.DownloadUrl ?? '', { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/Account/Login']);
  });

  it('are fetched from an address when only that is given', async () => {
    const first = await upload((await add(billed)).ID);
    const { ID: PurchaseID } = await add(billed);
    const given = { PurchaseID, FileName: 'copy.txt', FileDownloadUrl: first?.DownloadUrl };
    const { body } = await call('POST purchase/attachment', given);
    expect(await (await fetch(body.Lines[0]?.DownloadUrl ?? '')).text()).toBe('%PDF bytes');
    const dead = { ...given, FileDownloadUrl: 'http://127.0.0.1:9/none' };
    expect((await refusal('POST purchase/attachment', dead))[0]).toBe(400);
  });

  it('leave LastUpdatedDate as it is, unless the account is of the other kind', async () => {
    const { ID } = await add({ ...billed, lastUpdated: '2026-11-03T09:00:00Z' });
    const moment = async () => (await call(`GET purchase?ID=${ID}`)).body.LastUpdatedDate;
    await upload(ID);
    expect(await moment()).toBe('2026-11-03T09:00:00Z');
    await set({ attachmentMovesLastUpdated: true });
    await upload(ID);
    expect(await moment()).not.toBe('2026-11-03T09:00:00Z');
    expect(sandbox().url).toContain('127.0.0.1');
  });
});

describe('products', () => {
  const { call, door, purchase: add, refusal, sandbox, credentials } = openedAccount();
  const written = {
    SKU: 'B-2',
    Name: 'Bracket',
    Category: 'Other',
    CostingMethod: 'FIFO',
    UOM: 'Item',
    Status: 'Active',
  };

  it('come into the books by purchases that a test arranges', async () => {
    await add(billed);
    const { Products } = (await call('GET product?Sku=-1')).body;
    expect(Products).toEqual([
      expect.objectContaining({ SKU: 'A-1', InventoryAccount: '1200', Suppliers: [], Attachments: [] }),
    ]);
  });

  it('have one SKU each', async () => {
    expect((await call('POST product', written)).body.Products[0]).toMatchObject({ SKU: 'B-2' });
    expect(await refusal('POST product', written)).toEqual([400, 'Product with SKU B-2 already exists.']);
  });

  it('hide when they are deprecated', async () => {
    await door('products', { sku: 'B-2' });
    await sandbox().door(`PATCH accounts/${credentials().accountId}/products/b-2`, { deprecated: true });
    expect((await call('GET product')).body.Total).toBe(0);
    expect((await call('GET product?IncludeDeprecated=true&ModifiedSince=2020-01-01')).body.Total).toBe(1);
  });
});

describe('the smaller books', () => {
  const { call, door } = openedAccount();

  it('give at most 500 locations at once, whatever was asked for', async () => {
    await door('locations', { names: Array.from({ length: 600 }, (_, index) => `Bin ${index}`) });
    const { body } = await call('GET ref/location?Limit=1000');
    expect([body.Total, body.LocationList.length]).toEqual([601, 500]);
    expect((await call('GET ref/location?Limit=1000&Page=2')).body.LocationList).toHaveLength(101);
  });

  it('have attribute sets in ten slots and as a list', async () => {
    const [set] = (await call('GET ref/attributeset')).body.AttributeSetList as unknown as object[];
    expect(set).toMatchObject({ Attribute10Type: 'Not used', Attribute2Type: 'List' });
  });

  it('hide used deposits and never say how many there are', async () => {
    const { ID: supplierId } = await door('suppliers', { name: 'Paid Before' });
    await door('deposits', { supplierId, amount: 40, date: '2026-10-01' });
    const { body } = await call('GET ref/supplier/deposits');
    expect(body).not.toHaveProperty('Total');
    expect(body.SupplierDeposits).toHaveLength(1);
  });
});

describe('transactions', () => {
  const { call, purchase: add } = openedAccount();

  it('enter every line of an authorised invoice against payables, in base currency', async () => {
    await add({ ...billed, currencyRate: 2 });
    const { body } = await call('GET transactions');
    expect(body.Transactions).toEqual([
      expect.objectContaining({
        DebitAccountCode: '1200',
        CreditAccountCode: '2000',
        Amount: 75,
        EffectiveDate: '2026-11-02T00:00:00',
        Type: 'Purchase',
      }),
    ]);
  });

  it('leave out both of the dates that they are asked between', async () => {
    await add(billed);
    const total = async (query: string) => (await call(`GET transactions?${query}`)).body.Total;
    expect(await total('FromDate=2026-11-02')).toBe(0);
    expect(await total('ToDate=2026-11-02')).toBe(0);
    expect(await total('FromDate=2026-11-01&ToDate=2026-11-03&Account=2000')).toBe(1);
  });
});
