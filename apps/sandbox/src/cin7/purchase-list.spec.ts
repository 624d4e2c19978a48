import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Credentials, type StartedSandbox, startedSandbox } from './started-sandbox.js';

describe('the purchase list', () => {
  let sandbox: StartedSandbox;
  beforeAll(async () => {
    sandbox = await startedSandbox();
  });
  afterAll(() => sandbox.close());

  const total = async (query: string, credentials?: Credentials): Promise<number> =>
    (await sandbox.api(`GET purchaseList?Limit=1&${query}`, undefined, credentials)).body.Total;

  it('ascends by order number, so that the newest stand on the last page', async () => {
    const { body } = await sandbox.api('GET purchaseList?Limit=1000');
    const numbers = body.PurchaseList.map((row) => row.OrderNumber);
    expect(numbers).toEqual([...numbers].sort());
    expect([numbers[0], numbers.at(-1), body.Total]).toEqual(['PO-00001', 'PO-00320', 320]);
  });

  it('gives every row once over all pages, and an empty list after the last', async () => {
    const pages = await Promise.all(
      [1, 2, 3, 4, 5].map(
        async (page) => (await sandbox.api(`GET purchaseList?Page=${page}`)).body.PurchaseList,
      ),
    );
    expect(pages.map((rows) => rows.length)).toEqual([100, 100, 100, 20, 0]);
    expect(new Set(pages.flat().map((row) => row.ID)).size).toBe(320);
  });

  it.each([
    ['Limit=0', 1],
    ['Limit=5000', 320],
    ['Limit=many', 100],
    ['', 100],
  ])('moves %s into the range that it has', async (query, rows) => {
    expect((await sandbox.api(`GET purchaseList?${query}`)).body.PurchaseList).toHaveLength(rows);
  });

  it('ignores parameters that it does not know, and two that it pretends to know', async () => {
    for (const query of ['Whatever=1', 'Type=Advanced Purchase', 'RestockReceivedStatus=DRAFT'])
      expect([query, await total(query)]).toEqual([query, 320]);
  });

  it('filters by one status at a time and joins filters', async () => {
    const invoiced = await total('Status=INVOICED');
    const draftStock = await total('StockReceivedStatus=DRAFT');
    const both = await total('Status=INVOICED&StockReceivedStatus=DRAFT');
    expect(invoiced).toBeGreaterThan(both);
    expect(draftStock).toBeGreaterThan(both);
    expect(both).toBeGreaterThan(0);
    expect(await total('Status=INVOICED,COMPLETED')).toBe(0);
    expect(await total('Status=INVOICED|COMPLETED')).toBe(0);
  });

  it('searches in numbers, status and supplier', async () => {
    const { body } = await sandbox.api('GET purchaseList?Search=po-0001&Limit=1000');
    expect(body.PurchaseList.map((row) => row.OrderNumber)).toContain('PO-00017');
    expect(await total('Search=thames')).toBeGreaterThan(0);
    expect(await total('Search=no such word')).toBe(0);
  });

  it('begins strictly after UpdatedSince, unless the account is of the other kind', async () => {
    const account = await sandbox.account();
    await sandbox.door(`POST accounts/${account.accountId}/suppliers`, { name: 'Only One' });
    const lastUpdated = '2026-11-01T10:00:00.120Z';
    await sandbox.door(`POST accounts/${account.accountId}/purchases`, { supplier: 'Only One', lastUpdated });
    expect(await total(`UpdatedSince=${lastUpdated}`, account)).toBe(0);
    expect(await total('UpdatedSince=2026-11-01T10:00:00.119', account)).toBe(1);
    expect(await total('UpdatedUntil=2026-11-01T10:00:00', account)).toBe(0);
    await sandbox.door(`POST accounts/${account.accountId}/settings`, { updatedSince: 'inclusive' });
    expect(await total(`UpdatedSince=${lastUpdated}`, account)).toBe(1);
  });

  it('writes moments with as many digits as they need, and dates without a zone', async () => {
    const { body } = await sandbox.api('GET purchaseList?Limit=1000');
    const moments: string[] = body.PurchaseList.map((row) => row.LastUpdatedDate);
    for (const moment of moments)
      expect(moment).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,2}[1-9])?Z$/);
    expect(new Set(moments.map((moment) => moment.length)).size).toBeGreaterThan(1);
    expect(body.PurchaseList[0]?.OrderDate).toMatch(/T00:00:00$/);
  });

  it('lists credited purchases apart, with moments that lack their zone', async () => {
    const { body } = await sandbox.api('GET purchaseCreditNoteList');
    expect(body.Total).toBe(12);
    for (const row of body.PurchaseList) expect(row).toMatchObject({ CreditNoteStatus: 'AUTHORISED' });
    expect(body.PurchaseList[0]?.LastUpdatedDate).not.toMatch(/Z$/);
  });
});
