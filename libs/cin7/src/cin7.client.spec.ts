import { afterEach, describe, expect, it } from '@jest/globals';
import { axiosHttp } from '#libs/http';
import {
  cin7AdvancedPurchase,
  cin7Purchase,
  type ProviderServer,
  providerServer,
  type ReceivedRequest,
  type Reply,
} from '#libs/testing';
import { Cin7Client } from './cin7.client.js';

let server: ProviderServer;
afterEach(() => server.close());

async function clientOf(reply: (request: ReceivedRequest) => Reply): Promise<Cin7Client> {
  server = await providerServer(reply);
  return new Cin7Client(axiosHttp({ allowedOrigins: [server.origin], timeoutMs: 2_000 }), {
    apiUrl: `${server.origin}/ExternalApi/v2`,
    accountId: 'account-1',
    applicationKey: { reveal: () => 'key-1' },
  });
}

const asked = () =>
  server.received.map(({ path, query }) => `${path.replace('/ExternalApi/v2/', '')}?${query}`);
const me = { Company: 'Acme', Currency: 'USD', TimeZone: 'America/Los_Angeles', LockDate: null };
const refused = (Exception: string): Reply => ({ status: 400, body: [{ ErrorCode: 400, Exception }] });

describe('every request', () => {
  it('names account and key, and only reads', async () => {
    const client = await clientOf(({ path }) => {
      if (path.endsWith('/me')) return { body: me };
      if (path.endsWith('/ref/account')) return { body: { Total: 0, AccountsList: [] } };
      if (path.endsWith('/supplier')) return { body: { Total: 0, SupplierList: [] } };
      if (path.endsWith('/purchaseList')) return { body: { Total: 0, PurchaseList: [] } };
      return { body: cin7Purchase() };
    });
    await client.company();
    await client.accounts();
    await client.suppliers({ page: 1, modifiedSince: null });
    await client.purchases({ page: 1, updatedSince: null });
    await client.purchase(String(cin7Purchase().ID), 'Simple Purchase');
    expect(server.received).toHaveLength(5);
    for (const { method, headers } of server.received) {
      expect(method).toBe('GET');
      expect(headers).toMatchObject({
        'api-auth-accountid': 'account-1',
        'api-auth-applicationkey': 'key-1',
        accept: 'application/json',
      });
    }
  });
});

describe('lists', () => {
  it('G6 ask for deprecated suppliers too, in the largest pages', async () => {
    const client = await clientOf(() => ({ body: { Total: 3, Page: 2, SupplierList: [{ ID: 'a' }] } }));
    const page = await client.suppliers({ page: 2, modifiedSince: new Date('2026-11-01T10:00:00Z') });
    expect(page).toEqual({ total: 3, rows: [{ ID: 'a' }] });
    expect(asked()).toEqual([
      'supplier?Page=2&Limit=1000&IncludeDeprecated=true&ModifiedSince=2026-11-01T10%3A00%3A00.000Z',
    ]);
  });

  it('G6 give one supplier, and not the first of all where the question was not understood', async () => {
    const client = await clientOf(() => ({ body: { Total: 2, SupplierList: [{ ID: 'a' }, { ID: 'b' }] } }));
    expect(await client.supplier('B')).toEqual({ ID: 'b' });
    expect(await client.supplier('c')).toBeNull();
    expect(asked()[0]).toBe('supplier?ID=B&IncludeDeprecated=true');
  });

  it('ask for purchases changed since a moment', async () => {
    const client = await clientOf(() => ({ body: { Total: 0, PurchaseList: [] } }));
    await client.purchases({ page: 1, updatedSince: new Date('2026-11-01T10:00:00Z') });
    await client.purchases({ page: 7, updatedSince: null });
    await client.purchases({ page: 1, updatedSince: null, limit: 1000 });
    expect(asked()).toEqual([
      'purchaseList?Page=1&Limit=250&UpdatedSince=2026-11-01T10%3A00%3A00.000Z',
      'purchaseList?Page=7&Limit=250',
      'purchaseList?Page=1&Limit=1000',
    ]);
  });

  it('G3 without a total end with an empty page only', async () => {
    const client = await clientOf(() => ({ body: { SupplierList: [{ ID: 'a' }] } }));
    const { total } = await client.suppliers({ page: 1, modifiedSince: null });
    expect(total).toBe(Number.POSITIVE_INFINITY);
  });

  it('of another name mean a wrong address, not an empty list', async () => {
    const client = await clientOf(() => ({ body: { Total: 0, Suppliers: [] } }));
    await expect(client.suppliers({ page: 1, modifiedSince: null })).rejects.toMatchObject({
      failure: 'unknown',
    });
  });

  it.each([['[]'], ['null'], ['{"Total":"many","SupplierList":[]}']])(
    'of another shape are no answer: %s',
    async (body) => {
      const client = await clientOf(() => ({ body }));
      await expect(client.suppliers({ page: 1, modifiedSince: null })).rejects.toMatchObject({
        name: 'RemoteError',
        failure: 'unknown',
      });
    },
  );

  it('of accounts are read to their end, however small the pages', async () => {
    const row = (Code: string, Status: string) => ({
      Code,
      Name: `Account ${Code}`,
      Type: 'EXPENSE',
      Status,
    });
    const pages = [[row('1', 'ACTIVE'), row('2', 'ARCHIVED')], [row('3', 'ACTIVE')]];
    const client = await clientOf(({ query }) => ({
      body: { Total: 3, AccountsList: pages[Number(query.get('Page')) - 1] ?? [] },
    }));
    expect((await client.accounts()).map(({ code, active }) => [code, active])).toEqual([
      ['1', true],
      ['2', false],
      ['3', true],
    ]);
    expect(server.received).toHaveLength(2);
  });

  it('of accounts end where Cin7 has promised more than it gives', async () => {
    const client = await clientOf(() => ({ body: { Total: 5, AccountsList: [] } }));
    expect(await client.accounts()).toEqual([]);
  });
});

describe('one purchase', () => {
  const id = String(cin7Purchase().ID);
  const shell = cin7AdvancedPurchase({ Status: '', OrderNumber: '', Invoice: [] });

  it.each([
    ['Simple Purchase', ['purchase']],
    ['Advanced Purchase', ['advanced-purchase']],
    ['Service Purchase', ['advanced-purchase']],
    [null, ['advanced-purchase']],
  ])('of type %s is asked for at %j', async (type, endpoints) => {
    const client = await clientOf(() => ({ body: cin7Purchase() }));
    await client.purchase(id, type);
    expect(asked()).toEqual(endpoints.map((endpoint) => `${endpoint}?ID=${id}`));
  });

  it('comes word for word', async () => {
    const body = `${JSON.stringify(cin7Purchase(), null, 2)}\n`;
    const client = await clientOf(() => ({ body }));
    expect(await client.purchase(id, 'Simple Purchase')).toBe(body);
  });

  it('is asked for at the other endpoint where one gives an empty shell', async () => {
    const client = await clientOf(({ path }) => ({
      body: path.endsWith('advanced-purchase') ? shell : cin7Purchase(),
    }));
    expect(JSON.parse(await client.purchase(id, 'Advanced Purchase'))).toMatchObject({
      OrderNumber: 'PO-00042',
    });
    expect(server.received).toHaveLength(2);
  });

  it('is asked for at the other endpoint where it was turned into an Advanced one since', async () => {
    const client = await clientOf(({ path }) =>
      path.endsWith('advanced-purchase')
        ? { body: cin7AdvancedPurchase() }
        : refused('This endpoint is deprecated and does not support Advanced Purchase and Service Purchase.'),
    );
    expect(JSON.parse(await client.purchase(id, 'Simple Purchase'))).toMatchObject({
      Type: 'Advanced Purchase',
    });
  });

  it('is never taken for emptied', async () => {
    const client = await clientOf(() => ({ body: shell }));
    await expect(client.purchase(id, 'Advanced Purchase')).rejects.toMatchObject({ failure: 'rejected' });
  });

  it('is never another one than was asked for', async () => {
    const client = await clientOf(() => ({ body: cin7Purchase({ ID: 'another' }) }));
    await expect(client.purchase(id, 'Simple Purchase')).rejects.toMatchObject({ failure: 'rejected' });
  });

  it('that both endpoints refuse is refused with the first reason', async () => {
    const client = await clientOf(({ path }) =>
      refused(path.endsWith('advanced-purchase') ? 'second' : 'first'),
    );
    await expect(client.purchase(id, 'Simple Purchase')).rejects.toMatchObject({
      failure: 'rejected',
      detail: 'first',
    });
  });

  it.each<[string, Reply, string]>([
    [
      'a limit that is told with 400',
      refused('You have reached 60 calls per 60 seconds API limit.'),
      'throttled',
    ],
    ['refused keys', { status: 403, body: 'Incorrect credentials!' }, 'unauthorised'],
    [
      'a page with 200',
      { headers: { 'content-type': 'text/html' }, body: '<html>Page not found</html>' },
      'unknown',
    ],
    ['a redirect', { status: 302, headers: { location: '/login' }, body: '' }, 'unknown'],
    ['a broken connection', 'reset', 'unknown'],
  ])('is not asked for twice after %s', async (_what, reply, failure) => {
    const client = await clientOf(() => reply);
    await expect(client.purchase(id, 'Simple Purchase')).rejects.toMatchObject({ failure });
    expect(server.received).toHaveLength(1);
  });
});

describe('the company', () => {
  it('has a base currency and a zone', async () => {
    const client = await clientOf(() => ({ body: { ...me, LockDate: '2026-09-30T00:00:00' } }));
    expect(await client.company()).toEqual({
      name: 'Acme',
      baseCurrency: 'USD',
      timeZone: 'America/Los_Angeles',
      lockDate: '2026-09-30',
    });
  });

  it('is not known from an answer of another shape', async () => {
    const client = await clientOf(() => ({ body: { Company: 'Acme' } }));
    await expect(client.company()).rejects.toMatchObject({ failure: 'unknown' });
  });
});
