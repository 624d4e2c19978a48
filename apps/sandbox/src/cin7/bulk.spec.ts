import { describe, expect, it } from '@jest/globals';
import { openedAccount } from './opened-account.js';

describe('many purchases at once', () => {
  const { call, door } = openedAccount();
  const rows = async (query = 'Limit=1000') => (await call(`GET purchaseList?${query}`)).body;

  it('are the same for the same seed, and spread over the time that was given', async () => {
    const period = { from: '2026-01-01T00:00:00Z', to: '2026-01-11T00:00:00Z' };
    expect(await door('purchases/bulk', { count: 100, ...period })).toEqual({ added: 100, purchases: 100 });
    expect((await rows('UpdatedSince=2026-01-06T00:00:00')).Total).toBe(49);
    const first = await rows();
    await door('purchases/bulk', { count: 100, ...period });
    const both = await rows();
    const amounts = both.PurchaseList.map((row) => row.InvoiceAmount);
    expect(amounts.slice(100)).toEqual(first.PurchaseList.map((row) => row.InvoiceAmount));
  });

  it('can be read one by one', async () => {
    await door('purchases/bulk', { count: 20 });
    const details = await Promise.all(
      (await rows()).PurchaseList.map(async (row) => {
        const path = row.Type === 'Simple Purchase' ? 'purchase' : 'advanced-purchase';
        return (await call(`GET ${path}?ID=${row.ID}`)).body.OrderNumber === row.OrderNumber;
      }),
    );
    expect(details).toEqual(Array(20).fill(true));
  });
});
