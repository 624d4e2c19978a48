import { expect } from '@jest/globals';
import { commonOperations } from './common-operations.js';
import { aBill } from './entity-operations.js';
import type { Facts, Operations, Verdict } from './judged-client.js';
import { rowsIn } from './judged-client.js';
import { READ_ONLY, refusing } from './refusing.js';

const tokens: Operations = {
  refreshAccessToken: async (open) => {
    expect(await (await open()).call('refreshAccessToken')).toMatchObject({
      token_type: 'bearer',
      expires_in: 3600,
      x_refresh_token_expires_in: 8_726_400,
    });
  },
  revokeAccess: async (open) => {
    const client = await open();
    await client.call('revokeAccess', true);
    await expect(client.call('refreshAccessToken')).rejects.toThrow('400');
  },
};

/** What users of the library lean on besides the plain calls. */
const habits: Operations = {
  'update with a stale SyncToken': async (open) => {
    const client = await open();
    const bill = await client.call('createBill', aBill());
    const change = { Id: bill.Id, SyncToken: '0', VendorRef: bill.VendorRef };
    await client.call('updateBill', { ...change, PrivateNote: 'one' });
    const stale = { code: '5010', Message: 'Stale Object Error' };
    await expect(client.call('updateBill', { ...change, PrivateNote: 'two' })).rejects.toMatchObject({
      response: { status: 400, data: { Fault: { Error: [stale] } } },
    });
  },
  'create twice with one requestId': async (open) => {
    const client = await open();
    const once = await client.call('createBill', aBill({ requestId: 'judge-1' }));
    const twice = await client.call('createBill', aBill({ requestId: 'judge-1' }));
    expect(twice.Id).toBe(once.Id);
  },
  'find by a name with an apostrophe': async (open) => {
    const found = await (await open()).call('findVendors', { DisplayName: "O'Malley Rope Works" });
    expect(rowsIn(found, 'Vendor')).toMatchObject([{ DisplayName: "O'Malley Rope Works" }]);
  },
  'find everything, page by page': async (open) => {
    const everyone = await (await open()).call('findVendors', { fetchAll: true, limit: 5 });
    expect(rowsIn(everyone, 'Vendor').length).toBeGreaterThan(15);
  },
  count: async (open) => {
    expect(await (await open()).call('findBills', [{ count: true }])).toMatchObject({
      QueryResponse: { totalCount: expect.any(Number) },
    });
  },
};

const object: Facts = { Id: '1', SyncToken: '0', Name: 'judged' };
const RATES = 'the rates are given with the company; a document says its own';
const HISTORY = 'the emulator makes no reports; what the books hold is asked of its side door';

export const nodeQuickBooksVerdict: Verdict = {
  client: 'node-quickbooks',
  passes: { ...commonOperations, tokens, habits },
  refused: {
    updateTaxCode: refusing(READ_ONLY, 'updateTaxCode', object),
    updateTaxRate: refusing(READ_ONLY, 'updateTaxRate', object),
    updateExchangeRate: refusing(RATES, 'updateExchangeRate', { SourceCurrencyCode: 'EUR', Rate: 2 }),
    sendPurchaseOrder: refusing('the emulator sends no mail', 'sendPurchaseOrder', '1', 'buyer@example.com'),
    getReports: refusing(HISTORY, 'getReports', 'VendorBalance'),
    reportVendorBalance: refusing(HISTORY, 'reportVendorBalance', {}),
  },
};
