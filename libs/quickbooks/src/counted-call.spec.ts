import { describe, expect, it } from '@jest/globals';
import type { ProviderCall } from '#libs/domain';
import type { HttpRequest } from '#libs/http';
import { countedDoor, isMetered, kindOf } from './counted-call.js';

const company = 'https://quickbooks.api.intuit.com/v3/company/9130350000000001';

function request(method: 'GET' | 'POST', path: string, body?: string): HttpRequest {
  const url = path.startsWith('https:') ? path : `${company}/${path}`;
  return { method, url, ...(body === undefined ? {} : { body }) };
}

const query = encodeURIComponent("SELECT * FROM TaxCode WHERE Name = 'from Vendor'");

describe('a call to QuickBooks', () => {
  it.each([
    ['GET', 'cdc?entities=Bill,Vendor&changedSince=x', undefined, 'cdc', true],
    ['GET', `query?query=${query}&minorversion=75`, undefined, 'query.taxcode', true],
    ['POST', `query?query=${query}`, undefined, 'query.taxcode', true],
    ['GET', 'bill/145?minorversion=75', undefined, 'bill.read', true],
    ['GET', 'companyinfo/9130350000000001?minorversion=75', undefined, 'companyinfo', true],
    ['GET', 'preferences?minorversion=75', undefined, 'preferences', true],
    ['GET', 'reports/ProfitAndLoss', undefined, 'reports', true],
    ['GET', 'download/5000000000000000001', undefined, 'download', true],
    ['POST', 'batch?requestid=a', '{"BatchItemRequest":[]}', 'batch', true],
    ['POST', 'bill?requestid=a&minorversion=75', '{"Line":[{"Id":"1"}]}', 'bill.create', false],
    ['POST', 'bill?requestid=a&minorversion=75', '{"Id":"145","SyncToken":"0"}', 'bill.update', false],
    ['POST', 'bill?operation=delete&requestid=a', '{"Id":"145"}', 'bill.delete', false],
    ['POST', 'purchaseorder?requestid=a', 'no JSON', 'purchaseorder.create', false],
    ['POST', 'upload?requestid=a', undefined, 'upload', false],
    ['POST', 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer', 'a=b', 'token', false],
    ['POST', 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke', '{}', 'revoke', false],
  ] as const)('%s %s (%s) is %s, metered: %s', (method, path, body, kind, metered) => {
    const sent = request(method, path, body);
    expect(kindOf(sent)).toBe(kind);
    expect(isMetered({ request: sent, status: 200 })).toBe(metered);
  });

  it.each([
    [200, true],
    [204, true],
    [400, false],
    [401, false],
    [429, false],
    [500, false],
    [null, true],
  ])('that reads and was answered %s is metered: %s', (status, metered) => {
    expect(isMetered({ request: request('GET', 'bill/1'), status })).toBe(metered);
  });

  it.each([
    ['write', 'POST', 'bill', 'write'],
    ['write', 'GET', 'bill/1', 'look-up'],
    ['file', 'GET', 'query?query=x', 'look-up'],
    ['file', 'POST', 'upload', 'file'],
    ['poll', 'GET', 'cdc', 'poll'],
    ['check', 'GET', 'bill/1', 'check'],
  ] as const)('made for %s by %s %s is counted for %s', async (purpose, method, path, counted) => {
    const calls: ProviderCall[] = [];
    const http = async () => ({ status: 200, headers: {}, body: '{}', durationMs: 1 });
    const counter = { count: (call: ProviderCall) => void calls.push(call) };
    await countedDoor(http, counter, { connectionId: 'c', purpose })(request(method, path));
    expect(calls).toMatchObject([{ connectionId: 'c', purpose: counted, outcome: 'answered' }]);
  });
});
