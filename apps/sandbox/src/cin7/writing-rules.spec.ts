import { beforeEach, describe, expect, it } from '@jest/globals';
import { billed, line, openedAccount, supplierName, writtenLine } from './opened-account.js';

describe('what may be written', () => {
  const { purchase: add, call, set } = openedAccount();

  describe('manual journals', () => {
    it('overwrite what a person wrote and keep what Cin7 wrote', async () => {
      const journal = { amount: 5, date: '2026-11-02', debit: '1200', credit: '5100' };
      const { ID: TaskID } = await add({
        ...billed,
        journals: [{ ...journal, reference: 'Stock in Transit', isSystem: true }, journal],
      });
      const lines = [{ Amount: 2, Date: '2026-11-03', Debit: '1200', Credit: '5100', IsSystem: true }];
      const { body } = await call('POST purchase/manualJournal', { TaskID, Status: 'DRAFT', Lines: lines });
      expect(body.Lines.map((each) => [each.Amount, each.IsSystem])).toEqual([
        [5, true],
        [2, false],
      ]);
    });
  });

  describe('closed books', () => {
    beforeEach(() => set({ lockDate: '2026-11-10' }));

    it('say their date in me', async () => {
      expect((await call('GET me')).body).toMatchObject({ LockDate: '2026-11-10T00:00:00' });
    });

    it('take nothing that is dated before, and let nothing of theirs be voided', async () => {
      const purchase = await add({ ...billed, received: 'fully' });
      const TaskID = purchase.ID;
      const statuses = await Promise.all(
        [
          call('POST purchase/creditnote', {
            TaskID,
            Status: 'DRAFT',
            CreditNoteDate: '2026-11-10',
            Lines: [],
          }),
          call('POST purchase/payment', {
            TaskID,
            Type: 'Payment',
            Amount: 1,
            DatePaid: '2026-11-09',
            Account: '1010',
          }),
          call(`DELETE purchase?ID=${TaskID}&Void=true`),
        ].map(async (answer) => (await answer).status),
      );
      expect(statuses).toEqual([400, 400, 400]);
    });
  });

  describe('references', () => {
    it('to unknown products, tax rules and accounts are refused, unless the account takes anything', async () => {
      const { ID: TaskID } = await add({ supplier: supplierName, orderStatus: 'NOT AVAILABLE' });
      const stranger = { ...writtenLine, SKU: 'NOBODY', TaxRule: 'Some Tax' };
      const body = { TaskID, Status: 'DRAFT', Lines: [stranger] };
      const refused = await call('POST purchase/order', body);
      expect(refused.body.map((each) => each.Exception)).toEqual([
        "Product 'NOBODY' was not found in Products reference book",
        "Tax rule 'Some Tax' was not found in Tax Rules reference book",
      ]);
      await set({ unknownReferences: 'accepted' });
      expect((await call('POST purchase/order', body)).status).toBe(200);
    });

    it('to one product twice are fine, unless the account refuses them', async () => {
      const { ID: TaskID } = await add({
        supplier: supplierName,
        orderStatus: 'NOT AVAILABLE',
        orderLines: [line],
      });
      const body = { TaskID, Status: 'DRAFT', Lines: [writtenLine, writtenLine] };
      expect((await call('POST purchase/order', body)).status).toBe(200);
      await set({ repeatedSku: 'refused' });
      expect((await call('POST purchase/order', body)).status).toBe(400);
    });
  });

  it('have tax in the totals of their lines where the account adds it', async () => {
    const taxed = { ...line, quantity: 1, price: 100, taxRule: 'UK VAT on Purchases' };
    const { ID } = await add({
      supplier: supplierName,
      invoices: [{ number: 'T-1', date: '2026-11-02', lines: [taxed] }],
    });
    const totals = async () => {
      const { Invoice } = (await call(`GET purchase?ID=${ID}`)).body;
      return [Invoice.Lines[0]?.Total, Invoice.Total];
    };
    expect(await totals()).toEqual([100, 120]);
    await set({ lineTotals: 'with-tax' });
    expect(await totals()).toEqual([120, 120]);
  });

  it('are not touched by a change of the header', async () => {
    const purchase = await add(billed);
    const { body } = await call('PUT purchase', {
      ID: purchase.ID,
      Note: 'Changed',
      AdditionalAttributes: { AdditionalAttribute2: 'Spring' },
      Invoice: { Status: 'VOIDED' },
    });
    expect(body).toMatchObject({
      Note: 'Changed',
      AdditionalAttributes: { AdditionalAttribute1: '', AdditionalAttribute2: 'Spring' },
      Invoice: { Status: 'AUTHORISED', Total: 37.5 },
    });
  });
});
