import { describe, expect, it } from '@jest/globals';
import { billed, line, openedAccount, ordered } from './opened-account.js';

describe('payments', () => {
  const { purchase: add, door, call, refusal, sandbox, credentials } = openedAccount();

  const payment = { Type: 'Payment', Amount: 37.5, DatePaid: '2026-11-20', Account: '1010' };

  it('need an authorised invoice, and refunds an authorised credit note', async () => {
    const { ID: TaskID } = await add(ordered);
    expect(await refusal('POST purchase/payment', { TaskID, ...payment })).toEqual([
      400,
      'Please authorise Invoice before Payment',
    ]);
    expect(await refusal('POST purchase/payment', { TaskID, ...payment, Type: 'Refund' })).toEqual([
      400,
      'Please authorise Credit Note before Refund',
    ]);
  });

  it('turn PAID back into AUTHORISED when they are deleted or lowered', async () => {
    const { ID: TaskID } = await add(billed);
    const status = async () => (await call(`GET purchase?ID=${TaskID}`)).body.Invoice.Status;
    const { ID } = (await call('POST purchase/payment', { TaskID, ...payment })).body;
    expect(await status()).toBe('PAID');
    await call('PUT purchase/payment', { TaskID, ID, ...payment, Amount: 10 });
    expect(await status()).toBe('AUTHORISED');
    await call('PUT purchase/payment', { TaskID, ID, ...payment });
    expect((await call(`DELETE purchase/payment?ID=${ID}`)).body).toEqual({ Success: true });
    expect(await status()).toBe('AUTHORISED');
    expect((await call(`GET purchase/payment?TaskID=${TaskID}`)).body).toEqual([]);
  });

  it('name their group in advanced purchases, and are found by any number', async () => {
    const second = { number: 'S-2', date: '2026-11-03', lines: [line] };
    const purchase = await add({ ...billed, type: 'advanced', invoices: [...billed.invoices, second] });
    const group = purchase.Invoice[1]?.TaskID;
    await call('POST advanced-purchase/payment', { ...payment, TaskID: group });
    const { body } = await call('GET advanced-purchase/payment?InvoiceNumber=S-2');
    expect(body).toEqual([expect.objectContaining({ PurchaseID: purchase.ID, TaskID: group })]);
    const after = (await call(`GET advanced-purchase?ID=${purchase.ID}`)).body.Invoice;
    expect(after.map((each) => each.Status)).toEqual(['AUTHORISED', 'PAID']);
  });

  it('use up a deposit and give it back when their allocation is deleted', async () => {
    const purchase = await add(billed);
    const { supplierId } = (await sandbox().door(`GET accounts/${credentials().accountId}/ledger`))
      .invoices[0] as {
      supplierId?: string;
    };
    const { DepositID } = await door('deposits', { supplierId, amount: 40, date: '2026-10-01' });
    const remaining = async () =>
      (await call('GET ref/supplier/deposits?ShowUsedDeposits=true')).body.SupplierDeposits[0]
        ?.RemainingAmount;
    const body = { TaskID: purchase.ID, ...payment, DepositID };
    const { ID } = (await call('POST purchase/payment', body)).body;
    expect(await remaining()).toBe(2.5);
    expect(await refusal('POST purchase/payment', body)).toEqual([
      400,
      'Amount exceeds the remaining amount of the deposit.',
    ]);
    await call(`DELETE purchase/payment?ID=${ID}`);
    expect(await remaining()).toBe(40);
    await call('POST purchase/payment', { ...body, Amount: 40 });
    expect((await call('GET ref/supplier/deposits')).body.SupplierDeposits).toEqual([]);
  });
});
