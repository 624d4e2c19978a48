import { describe, expect, it } from '@jest/globals';
import { billed, line, openedAccount, supplierName } from './opened-account.js';

const credit = {
  supplier: supplierName,
  type: 'credit',
  creditNotes: [{ number: 'CR-7', date: '2026-11-05', invoiceNumber: 'inv01', lines: [line] }],
};

describe('supplier credits without a purchase', () => {
  const { call, purchase: add, refusal, set, door } = openedAccount();

  it('stand among the credit notes and not among the purchases', async () => {
    await add(credit);
    await add(billed);
    const { PurchaseList } = (await call('GET purchaseCreditNoteList')).body;
    expect(PurchaseList).toEqual([
      expect.objectContaining({
        Type: 'Credit Note',
        Status: 'RECEIVED',
        InvoiceNumber: 'inv01',
        InvoiceDate: null,
        InvoiceStatus: 'NOT AVAILABLE',
        CreditNoteNumber: 'CR-7',
        CreditNoteStatus: 'AUTHORISED',
        UnstockStatus: 'AUTHORISED',
        StockReceivedStatus: 'NOT AVAILABLE',
        CombinedInvoiceStatus: 'INVOICED / CREDITED',
        CombinedPaymentStatus: 'OVERPAID / CREDITED',
      }),
    ]);
    expect((await call('GET purchaseList')).body.Total).toBe(1);
    await set({ standAloneCredits: 'listed' });
    expect((await call('GET purchaseList')).body.Total).toBe(2);
  });

  it('come in a second kind', async () => {
    await add({ ...credit, type: 'purchase-credit' });
    const { PurchaseList } = (await call('GET purchaseCreditNoteList')).body;
    expect(PurchaseList[0]?.Type).toBe('Purchase Credit Note');
  });

  it('can be read by the newer endpoint only, if at all', async () => {
    const { ID } = await add(credit);
    const { body } = await call(`GET advanced-purchase?ID=${ID}`);
    expect(body).toMatchObject({
      Type: 'Credit Note',
      CreditNote: [{ TaskID: ID, CreditNoteNumber: 'CR-7', Total: 37.5 }],
    });
    expect((await refusal(`GET purchase?ID=${ID}`))[1]).toMatch(/^This endpoint is deprecated/);
    await set({ standAloneCreditDetail: 'not-found' });
    expect(await refusal(`GET advanced-purchase?ID=${ID}`)).toEqual([400, 'Purchase not found']);
  });

  it('stay in the list when they are voided', async () => {
    const { ID } = await add(credit);
    await door(`purchases/${ID}/void`, {});
    const { PurchaseList } = (await call('GET purchaseCreditNoteList?CreditNoteStatus=VOIDED')).body;
    expect(PurchaseList).toHaveLength(1);
  });
});

describe('the list row of a purchase', () => {
  const { call, purchase: add, set } = openedAccount();

  it('shows one invoice of several, the first or the last', async () => {
    const second = { number: 'S-2', date: '2026-11-09', lines: [{ ...line, quantity: 1 }] };
    await add({ ...billed, type: 'advanced', invoices: [...billed.invoices, second] });
    const shown = async () => {
      const [row] = (await call('GET purchaseList')).body.PurchaseList;
      return [row?.InvoiceNumber, row?.InvoiceAmount];
    };
    expect(await shown()).toEqual(['S-2', 12.5]);
    await set({ listedInvoice: 'first' });
    expect(await shown()).toEqual(['S-1', 37.5]);
    expect((await call('GET purchaseList?Search=s-2')).body.Total).toBe(1);
  });

  it('joins words to a status that no list of statuses has', async () => {
    const paid = { ...billed.invoices[0], status: 'PAID' };
    const creditNotes = [{ number: 'C-1', date: '2026-11-05', lines: [{ ...line, quantity: 1 }] }];
    await add({ ...billed, received: 'fully', invoices: [paid], creditNotes });
    const [row] = (await call('GET purchaseList')).body.PurchaseList;
    expect(row?.Status).toBe('COMPLETED / CREDIT NOTE CLOSED');
  });

  it('is found by the sale that it is dropped to', async () => {
    const dropShipTaskId = '77777777-7777-4777-8777-777777777777';
    const { ID } = await add({ ...billed, dropShipTaskId });
    await add(billed);
    const { PurchaseList } = (await call(`GET purchaseList?DropShipTaskID=${dropShipTaskId}`)).body;
    expect(PurchaseList).toEqual([expect.objectContaining({ ID, DropShipTaskID: dropShipTaskId })]);
    const detail = (await call(`GET purchase?ID=${ID}`)).body;
    expect(detail).toMatchObject({ RelatedDropShipSaleTask: dropShipTaskId });
  });
});
