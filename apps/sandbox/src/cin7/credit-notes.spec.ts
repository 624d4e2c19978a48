import { describe, expect, it } from '@jest/globals';
import { billed, line, openedAccount, ordered, writtenLine } from './opened-account.js';

const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

describe('credit notes', () => {
  const { purchase: add, call, refusal } = openedAccount();

  const note = { Status: 'AUTHORISED', CreditNoteDate: '2026-11-05', Lines: [writtenLine] };

  it('come after the invoice', async () => {
    const { ID: TaskID } = await add(ordered);
    expect(await refusal('POST purchase/creditnote', { TaskID, ...note })).toEqual([
      400,
      'Please authorise Invoice before Credit Note',
    ]);
  });

  it('number themselves and take goods back by their cards', async () => {
    const purchase = await add({ ...billed, received: 'fully' });
    const stock = (await call(`GET purchase/stock?TaskID=${purchase.ID}`)).body;
    const { CardID } = stock.Lines[0] as unknown as { CardID: string };
    const body = { TaskID: purchase.ID, ...note, Unstock: [{ CardID, Quantity: 1 }] };
    const answer = (await call('POST purchase/creditnote', body)).body;
    expect(answer).toMatchObject({
      CreditNoteNumber: 'CR-00001',
      Total: 12.5,
      Unstock: [{ SKU: 'A-1', Quantity: 1, Location: 'Main Warehouse' }],
    });
    const detail = (await call(`GET purchase?ID=${purchase.ID}`)).body as unknown as { CreditNote: object };
    expect(detail.CreditNote).toMatchObject({ Unstock: { Status: 'AUTHORISED' } });
  });

  it('are many in an advanced purchase, each a task of its own that can only be voided', async () => {
    const { ID: PurchaseID } = await add({ ...billed, type: 'advanced' });
    await call('POST advanced-purchase/creditnote', { PurchaseID, ...note });
    const body = { PurchaseID, TaskID: ZERO_GUID, ...note };
    const { CreditNotes } = (await call('POST advanced-purchase/creditnote', body)).body;
    expect(CreditNotes.map((each) => each.CreditNoteNumber)).toEqual(['CR-00001', 'CR-00001-2']);
    expect(CreditNotes[0]).toMatchObject({ CreditNoteInvoiceNumber: 'S-1' });
    const { TaskID } = CreditNotes[0] ?? { TaskID: '' };
    const left = (await call(`DELETE advanced-purchase/creditnote?TaskID=${TaskID}`)).body.CreditNotes;
    expect(left.map((each) => [each.Status, each.Total])).toEqual([
      ['VOIDED', 0],
      ['AUTHORISED', 12.5],
    ]);
  });

  it('keep their invoice from being taken back', async () => {
    const purchase = await add({
      ...billed,
      type: 'advanced',
      creditNotes: [{ number: 'C-1', date: '2026-11-04', lines: [{ ...line, quantity: 1 }] }],
    });
    const undo = `DELETE advanced-purchase/invoice?TaskID=${purchase.Invoice[0]?.TaskID}`;
    expect((await call(undo)).status).toBe(400);
  });
});
