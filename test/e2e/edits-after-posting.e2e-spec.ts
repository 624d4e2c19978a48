import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bill,
  type Company,
  companyWithInvoice,
  heldBill,
  ledger,
  poll,
  postings,
  stopReadingQuickBooks,
} from './company.js';
import { eventually } from './eventually.js';
import type { Json } from './json-client.js';
import { type System, startSystem } from './system.js';

const rope = (quantity: number) => ({ sku: 'ROPE-12', name: 'Rope 12 mm', quantity, price: 25.1, tax: 0 });

describe('a bill whose invoice is edited in Cin7 after posting', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  interface Posted {
    readonly company: Company;
    readonly posting: Json;
    /** Cin7's side door to the purchase. */
    readonly purchase: (action?: string) => string;
  }

  async function aPostedBill(): Promise<Posted> {
    const { company, purchase } = await companyWithInvoice(system);
    // Queries and changes that lag behind have tests of their own.
    await system.quickBooks.post(company.quickBooks('/settings'), { queryLagMs: 0, changesLagMs: 0 });
    await stopReadingQuickBooks(system, company);
    await poll(system, company);
    const posting = await bill(system, company, 'posted');
    return {
      company,
      posting,
      purchase: (action = '') => company.cin7(`/purchases/${purchase.ID}${action}`),
    };
  }

  async function edit({ company, purchase }: Posted, quantity: number): Promise<void> {
    await system.cin7.patch(purchase(), { invoices: [{ status: 'AUTHORISED', lines: [rope(quantity)] }] });
    await poll(system, company, ['purchase']);
  }

  async function act({ company, purchase }: Posted, action: string): Promise<void> {
    await system.cin7.post(purchase(action));
    await poll(system, company, ['purchase']);
  }

  async function heldFor({ company, posting }: Posted, code: string): Promise<Json> {
    const held = await heldBill(system, company, code);
    expect(held.id).toBe(posting.id);
    return held;
  }

  async function totals({ company }: Posted): Promise<string[]> {
    return (await ledger(system, company)).bills.map(({ total }: Json) => total);
  }

  async function closeBooks({ company }: Posted, closingDate: string | null): Promise<void> {
    await system.quickBooks.post(company.quickBooks('/settings'), { closingDate });
    await poll(system, company, ['quickbooks-object']);
  }

  async function pay({ company, posting }: Posted, amount?: number): Promise<void> {
    const paid = company.quickBooks(`/bills/${posting.quickBooksId}/pay`);
    await system.quickBooks.post(paid, amount === undefined ? {} : { amount });
  }

  it.each([
    ['paid', undefined],
    ['partly paid', 25],
  ])('P10 is not changed when it is %s; mended in Cin7 it is as posted again', async (_how, amount) => {
    const posted = await aPostedBill();
    await pay(posted, amount);
    await edit(posted, 6);
    await heldFor(posted, 'bill-paid');
    expect(await totals(posted)).toEqual(['125.50']);
    await edit(posted, 5);
    expect((await bill(system, posted.company, 'posted')).problems).toEqual([]);
  });

  it('P10 is not changed in a closed period; opened again, the change arrives by itself', async () => {
    const posted = await aPostedBill();
    await closeBooks(posted, '2026-11-30');
    await edit(posted, 6);
    const { problems } = await heldFor(posted, 'books-closed');
    expect(problems[0].message).toContain('2026-11-30');
    const { attempts } = await system.console.get(`/postings/${posted.posting.id}`);
    expect(attempts).toHaveLength(1);
    const { lockDates } = await system.console.get(`/pipelines/${posted.company.pipelineId}`);
    expect(lockDates).toEqual({ quickbooks: '2026-11-30', cin7: null });
    await closeBooks(posted, null);
    await bill(system, posted.company, 'posted');
    expect(await totals(posted)).toEqual(['150.60']);
  });

  it('stays posted when its period is closed and only its payment comes in from Cin7', async () => {
    const posted = await aPostedBill();
    await closeBooks(posted, '2026-11-30');
    await act(posted, '/pay');
    const read = async () =>
      JSON.stringify(await system.console.get(`/postings/${posted.posting.id}/history`));
    await eventually('the payment was read', async () => (await read()).includes('"version":2'));
    expect((await bill(system, posted.company, 'posted')).problems).toEqual([]);
  });

  it('P1 undone is taken back, and authorised again it is another bill with another request', async () => {
    const posted = await aPostedBill();
    await act(posted, '/undo-invoice');
    await bill(system, posted.company, 'withdrawn');
    expect(await totals(posted)).toEqual([]);
    await edit(posted, 4);
    const again = await bill(system, posted.company, 'posted');
    expect(again).toMatchObject({ id: posted.posting.id, documentNumber: 'TW-1001' });
    expect(again.quickBooksId).not.toBe(posted.posting.quickBooksId);
    expect(await totals(posted)).toEqual(['100.40']);
    const { attempts } = await system.console.get(`/postings/${again.id}`);
    expect(new Set(attempts.map(({ requestId }: Json) => requestId)).size).toBe(3);
  });

  it('voided is taken back where it is ours, unpaid and open, and both sides tie out', async () => {
    const posted = await aPostedBill();
    await act(posted, '/void');
    await bill(system, posted.company, 'withdrawn');
    const { bills, deleted } = await ledger(system, posted.company);
    expect(bills).toEqual([]);
    expect(deleted).toContainEqual(
      expect.objectContaining({ entity: 'Bill', id: posted.posting.quickBooksId }),
    );
    await eventually('both sides tie out', async () => {
      const tieOut = await system.console.get(`/pipelines/${posted.company.pipelineId}/reconciliation`);
      if (!tieOut.tiesOut) throw new Error(JSON.stringify(tieOut.reasons));
      return true;
    });
  });

  it.each<[string, string, (posted: Posted) => Promise<unknown>]>([
    ['is paid', 'bill-paid', (posted) => pay(posted)],
    ['lies in a closed period', 'books-closed', (posted) => closeBooks(posted, '2026-11-30')],
    [
      'was changed by a person',
      'changed-in-quickbooks',
      ({ company, posting }) =>
        system.quickBooks.patch(company.quickBooks(`/objects/bill/${posting.quickBooksId}`), {
          TxnDate: '2026-11-09',
        }),
    ],
  ])('P10 voided stays in QuickBooks where it %s', async (_why, code, happen) => {
    const posted = await aPostedBill();
    await happen(posted);
    await act(posted, '/void');
    await heldFor(posted, code);
    expect(await totals(posted)).toEqual(['125.50']);
  });

  it('P10 that a person deleted is not made again when it changes', async () => {
    const posted = await aPostedBill();
    const { company, posting } = posted;
    await system.quickBooks.delete(company.quickBooks(`/objects/bill/${posting.quickBooksId}`));
    await edit(posted, 6);
    await heldFor(posted, 'deleted-in-quickbooks');
    expect(await totals(posted)).toEqual([]);
  });

  it('a credit note that is larger than its bill is a vendor credit of its own', async () => {
    const posted = await aPostedBill();
    const { company } = posted;
    const note = { number: 'CR-1', date: '2026-11-10', status: 'AUTHORISED', lines: [rope(7)] };
    await system.cin7.patch(posted.purchase(), { creditNotes: [note] });
    await poll(system, company, ['purchase']);
    await eventually('the credit is posted', async () => {
      const [found] = await postings(system, company, '&kind=vendor-credit');
      return found?.state === 'posted';
    });
    const { vendorCredits } = await ledger(system, company);
    expect(vendorCredits).toEqual([expect.objectContaining({ docNumber: 'CR-1', total: '175.70' })]);
    expect(await totals(posted)).toEqual(['125.50']);
  });
});
