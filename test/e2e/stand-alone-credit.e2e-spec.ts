import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INVENTORY, ledger, openCompany, poll, postings } from './company.js';
import { eventually } from './eventually.js';
import { type System, startSystem } from './system.js';

describe('a supplier credit without a purchase', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  it('P1 is one vendor credit and no order, in an account that lists it among the purchases, too', async () => {
    const company = await openCompany(system, { accounts: INVENTORY });
    const supplier = await system.cin7.post(company.cin7('/suppliers'), { name: 'Tidewater Rope Works' });
    const lines = [{ sku: 'ROPE-12', name: 'Rope 12 mm', quantity: 2, price: 25.1, tax: 0 }];
    const credit = await system.cin7.post(company.cin7('/purchases'), {
      type: 'advanced',
      supplierId: supplier.ID,
      creditNotes: [{ number: 'CR-7', date: '2026-11-05', status: 'AUTHORISED', lines }],
    });
    const type = { set: { Type: 'Credit Note' } };
    await system.cin7.post(company.cin7(`/purchases/${credit.ID}/raw`), { ...type, row: type });
    await poll(system, company);
    const [posting] = await eventually('the credit is posted', async () => {
      const found = await postings(system, company, '&kind=vendor-credit&state=posted');
      return found.length > 0 && found;
    });
    await poll(system, company);
    expect(posting).toMatchObject({ documentNumber: 'CR-7', total: '50.20' });
    expect((await postings(system, company)).map(({ kind }) => kind).sort()).toEqual([
      'vendor',
      'vendor-credit',
    ]);
    const { vendorCredits, purchaseOrders } = await ledger(system, company);
    expect(vendorCredits).toEqual([expect.objectContaining({ docNumber: 'CR-7', total: '50.20' })]);
    expect(purchaseOrders).toEqual([]);
    const { tiesOut, credits, reasons } = await system.console.get(
      `/pipelines/${company.pipelineId}/reconciliation`,
    );
    expect({ tiesOut, reasons }).toEqual({ tiesOut: true, reasons: [] });
    expect(credits).toMatchObject([{ currency: 'USD', cin7: { count: 1, total: '50.20' } }]);
  });
});
