import { describe, expect, it } from '@jest/globals';
import { listeningAccount } from './listening-account.js';
import { billed, line, supplierName } from './opened-account.js';

describe('payloads of webhooks', () => {
  const { credentials, door, heard, minutesPass, purchase: add, register, sandbox, set } = listeningAccount();

  it('name the group and not the purchase when an advanced purchase is invoiced', async () => {
    await register('Purchase/InvoiceAuthorised');
    const purchase = await add({ ...billed, type: 'advanced' });
    await minutesPass(1);
    expect(heard()).toEqual([
      {
        TaskID: purchase.Invoice[0]?.TaskID.toUpperCase(),
        PurchaseOrderNumber: 'PO-00001',
        InvoiceNumber: 'S-1',
        SupplierName: null,
        SupplierContactName: null,
        SupplierContactEmail: null,
        EventType: 'Purchase/InvoiceAuthorised',
      },
    ]);
    await set({ webhookTask: 'purchase', webhookIdCase: 'lower' });
    await door(`purchases/${purchase.ID}/undo-invoice`, {});
    await sandbox().door(`PATCH accounts/${credentials().accountId}/purchases/${purchase.ID}`, {
      invoices: [{ status: 'AUTHORISED' }],
    });
    await minutesPass(1);
    expect(heard().at(-1)?.TaskID).toBe(purchase.ID);
  });

  it('report order, stock and credit note, each once', async () => {
    const types = ['OrderAuthorised', 'StockReceivedAuthorised', 'CreditNoteAuthorised'];
    for (const type of types) await register(`Purchase/${type}`);
    const { ID } = await add({ ...billed, received: 'fully' });
    await door(`purchases/${ID}/credit-notes`, { number: 'C-1', date: '2026-11-05', lines: [line] });
    await door(`purchases/${ID}/pay`, {});
    await minutesPass(1);
    expect(heard().map(({ EventType }) => EventType)).toEqual(types.map((type) => `Purchase/${type}`));
    expect(heard()[0]).toMatchObject({ TaskID: ID, SupplierName: supplierName });
    expect(heard()[2]).toMatchObject({ TaskID: ID.toUpperCase(), CreditNoteNumber: 'C-1' });
  });

  it('keep silent about void and undo, unless the account is of the other kind', async () => {
    await register('Purchase/Updated');
    const { ID } = await add(billed);
    await door(`purchases/${ID}/pay`, { amount: 1 });
    await door(`purchases/${ID}/void`, {});
    await minutesPass(1);
    expect(heard()).toHaveLength(2);
    expect(heard()[0]).toMatchObject({
      NumberOfPurchase: 1,
      CustomerDetailsList: [{ ID: ID.toUpperCase(), OrderNumber: 'PO-00001' }],
    });
    await set({ updatedOnVoid: true });
    const second = await add(billed);
    await door(`purchases/${second.ID}/undo`, {});
    await minutesPass(1);
    expect(heard()).toHaveLength(4);
  });

  it('tell of suppliers without a zone and of products with what happened to them', async () => {
    await register('Supplier/Updated');
    await register('Product/Updated');
    await door('suppliers', { name: 'Another', contacts: [{ name: 'A' }] });
    await door('products', { sku: 'B-2' });
    await minutesPass(1);
    const [supplier, product] = heard() as Record<string, object[]>[];
    expect(supplier?.SupplierDetailsList).toEqual([
      {
        Supplier: expect.objectContaining({
          Name: 'Another',
          LastModifiedOn: expect.not.stringMatching(/Z$/),
        }),
        Addresses: [],
        Contacts: [expect.objectContaining({ Name: 'A' })],
      },
    ]);
    expect(product?.ProductDetailsList?.[0]).toMatchObject({ Event: 'Creation', SKU: 'B-2' });
  });
});
