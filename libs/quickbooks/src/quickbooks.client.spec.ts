import { afterEach, describe, expect, it } from '@jest/globals';
import { axiosHttp, RemoteError } from '#libs/http';
import { type ProviderServer, providerServer, type ReceivedRequest, type Reply } from '#libs/testing';
import type { Concealed } from './concealed.js';
import { QuickBooksClient } from './quickbooks.client.js';

let server: ProviderServer;
afterEach(() => server.close());

const conceal = (text: string) => ({ reveal: () => text });
const saved = { Bill: { Id: '17', SyncToken: '0', TotalAmt: 125 }, time: '2026-11-20T02:15:00.000-08:00' };
const expired: Reply = {
  status: 401,
  body: { fault: { error: [{ message: 'AuthenticationFailed', detail: 'Token expired', code: '3200' }] } },
};
const fault = (code: string, status = 400): Reply => ({
  status,
  body: { Fault: { Error: [{ Message: 'M', Detail: 'D', code, element: '' }], type: 'ValidationFault' } },
});

interface Setup {
  readonly reply: (request: ReceivedRequest) => Reply;
  readonly accessToken?: (refused: Concealed | null) => Promise<Concealed>;
}

async function setup({ reply, accessToken }: Setup) {
  server = await providerServer(reply);
  const refusals: (string | null)[] = [];
  const company = {
    apiUrl: server.origin,
    realmId: '9341453',
    accessToken: async (refused: Concealed | null) => {
      refusals.push(refused?.reveal() ?? null);
      if (accessToken) return accessToken(refused);
      return conceal(refused ? 'renewed' : 'first');
    },
  };
  const client = new QuickBooksClient(
    axiosHttp({ allowedOrigins: [server.origin], timeoutMs: 400 }),
    company,
  );
  return { client, refusals };
}

/** Bytes that a careless client would trim or write anew. */
const bytes = ' {"DocNumber" : "INV-1","Line":[ ]} ';

describe('a write', () => {
  it('P4 goes out byte for byte with its request id', async () => {
    const { client } = await setup({
      reply: () => ({ body: saved, headers: { 'content-type': 'application/json', intuit_tid: '1-abc' } }),
    });
    expect(await client.write('Bill', bytes, 'request-1')).toEqual({
      object: saved.Bill,
      id: '17',
      status: 200,
      traceId: '1-abc',
    });
    const [request] = server.received;
    expect(request).toMatchObject({ method: 'POST', path: '/v3/company/9341453/bill', body: bytes });
    expect(Object.fromEntries(request?.query ?? [])).toEqual({ requestid: 'request-1', minorversion: '75' });
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer first',
      'content-type': 'application/json',
      accept: 'application/json',
    });
  });

  it('whose token is refused goes out once more, with the same bytes and request id', async () => {
    const { client, refusals } = await setup({
      reply: ({ headers }) => (headers.authorization === 'Bearer first' ? expired : { body: saved }),
    });
    expect(await client.write('Bill', bytes, 'request-1')).toMatchObject({ id: '17' });
    expect(refusals).toEqual([null, 'first']);
    const [first, second] = server.received;
    expect(server.received).toHaveLength(2);
    expect([second?.body, second?.path, `${second?.query}`]).toEqual([
      first?.body,
      first?.path,
      `${first?.query}`,
    ]);
    expect(second?.headers.authorization).toBe('Bearer renewed');
  });

  it('whose token is refused twice is not tried a third time', async () => {
    const { client } = await setup({ reply: () => expired });
    await expect(client.write('Bill', bytes, 'request-1')).rejects.toMatchObject({ failure: 'locked-out' });
    expect(server.received).toHaveLength(2);
  });

  it.each<[string, Reply, string]>([
    ['500', { status: 500, body: '' }, 'unknown'],
    ['503', { status: 503, body: '<html>' }, 'unknown'],
    ['no answer in time', 'hang', 'unknown'],
    ['a broken connection', 'reset', 'unknown'],
    ['200 with half an answer', { body: '{"Bill":{"Id":"1' }, 'unknown'],
    ['200 without the bill', { body: { time: 'now' } }, 'unknown'],
    ['200 with a bill without an id', { body: { Bill: { SyncToken: '0' } } }, 'unknown'],
    ['200 with nothing', { body: '' }, 'unknown'],
    ['200 with null', { body: 'null' }, 'unknown'],
    ['200 with a list', { body: '[]' }, 'unknown'],
    ['200 with a fault', { ...(fault('6000') as object), status: 200 } as Reply, 'rejected'],
    ['a refusal', fault('2020'), 'rejected'],
    ['a throttle', { status: 429, body: '' }, 'throttled'],
  ])('is tried once: %s', async (_what, reply, failure) => {
    const { client } = await setup({ reply: () => reply });
    await expect(client.write('Bill', bytes, 'request-1')).rejects.toMatchObject({
      name: 'RemoteError',
      failure,
    });
    expect(server.received).toHaveLength(1);
  });
});

describe('without a token', () => {
  it.each([
    ['an outage of the token endpoint', new RemoteError('unknown', 'answered 503'), 'not-sent'],
    ['a wrong client secret', new RemoteError('rejected', 'refuses the client id'), 'not-sent'],
    ['a database that is away', new Error('connection refused'), 'not-sent'],
    ['a pause', new RemoteError('throttled', 'asks for a pause', { retryAfterMs: 1 }), 'throttled'],
    ['a dead connection', new RemoteError('unauthorised', 'invalid_grant'), 'unauthorised'],
  ])('nothing has left: %s', async (_what, error, failure) => {
    const accessToken = () => Promise.reject(error);
    const { client } = await setup({ reply: () => ({ body: saved }), accessToken });
    await expect(client.write('Bill', bytes, 'request-1')).rejects.toMatchObject({
      name: 'RemoteError',
      failure,
    });
    await expect(client.ready()).rejects.toMatchObject({ failure });
    expect(server.received).toHaveLength(0);
  });

  it('a refused write was not carried out, so it is still not sent where no other token comes', async () => {
    const { client } = await setup({
      reply: () => expired,
      accessToken: async (refused) => {
        if (refused) throw new RemoteError('unknown', 'answered 503');
        return conceal('first');
      },
    });
    await expect(client.write('Bill', bytes, 'request-1')).rejects.toMatchObject({ failure: 'not-sent' });
  });
});

describe('reading one object', () => {
  it('gives it as it is', async () => {
    const { client } = await setup({ reply: () => ({ body: saved }) });
    expect(await client.read('Bill', '17')).toEqual(saved.Bill);
    expect(server.received[0]?.path).toBe('/v3/company/9341453/bill/17');
  });

  it('gives null only where QuickBooks says that it is not there', async () => {
    const { client } = await setup({ reply: () => fault('610') });
    expect(await client.read('Bill', '17')).toBeNull();
  });

  it.each<[string, Reply]>([
    ['another answer', { body: { time: 'now' } }],
    ['an empty one', { body: '{}' }],
    ['a failure', { status: 500, body: '' }],
  ])('does not take %s for a deletion', async (_what, reply) => {
    const { client } = await setup({ reply: () => reply });
    await expect(client.read('Bill', '17')).rejects.toMatchObject({ failure: 'unknown' });
  });

  it('does not leave the company with a strange id', async () => {
    const { client } = await setup({ reply: () => ({ body: saved }) });
    await client.read('Bill', '../../1/bill/9');
    expect(server.received[0]?.path).toBe('/v3/company/9341453/bill/..%2F..%2F1%2Fbill%2F9');
  });
});

describe('queries', () => {
  it('give the rows, and none where there are none', async () => {
    const rows = [{ Id: '1' }, { Id: '2' }];
    const { client } = await setup({
      reply: ({ query }) => ({
        body: { QueryResponse: query.get('query')?.includes('Bill') ? { Bill: rows } : {} },
      }),
    });
    expect(await client.select('Bill', "SELECT * FROM Bill WHERE DocNumber = 'a b&c'")).toEqual(rows);
    expect(await client.select('Vendor', 'SELECT * FROM Vendor')).toEqual([]);
    expect(server.received[0]?.query.get('query')).toBe("SELECT * FROM Bill WHERE DocNumber = 'a b&c'");
  });

  it.each([
    [
      'Vendor',
      'SELECT * FROM Vendor WHERE Active IN (true, false) ORDERBY Id STARTPOSITION 1001 MAXRESULTS 1000',
    ],
    ['Bill', 'SELECT * FROM Bill ORDERBY Id STARTPOSITION 1001 MAXRESULTS 1000'],
  ])('of a page of every %s name inactive ones where there can be', async (entity, statement) => {
    const { client } = await setup({ reply: () => ({ body: { QueryResponse: {} } }) });
    await client.page(entity, 1001);
    expect(server.received[0]?.query.get('query')).toBe(statement);
  });

  it.each(['null', '[]', '{}', '{"QueryResponse":{"Bill":"none"}}'])(
    'that are answered with %s are not answered',
    async (body) => {
      const { client } = await setup({ reply: () => ({ body }) });
      await expect(client.select('Bill', 'x')).rejects.toMatchObject({
        name: 'RemoteError',
        failure: 'unknown',
      });
    },
  );
});

describe('changes', () => {
  it('come for every type that was asked for, deletions too', async () => {
    const deleted = { Id: '9', status: 'Deleted', domain: 'QBO' };
    const { client } = await setup({
      reply: () => ({
        body: {
          CDCResponse: [{ QueryResponse: [{ Bill: [{ Id: '1' }, deleted] }, {}, { Vendor: [{ Id: '5' }] }] }],
        },
      }),
    });
    expect(await client.changes(['Bill', 'Term', 'Vendor'], new Date('2026-11-01T00:00:00Z'))).toEqual([
      { entity: 'Bill', objects: [{ Id: '1' }, deleted] },
      { entity: 'Term', objects: [] },
      { entity: 'Vendor', objects: [{ Id: '5' }] },
    ]);
    expect(Object.fromEntries(server.received[0]?.query ?? [])).toEqual({
      entities: 'Bill,Term,Vendor',
      changedSince: '2026-11-01T00:00:00.000Z',
      minorversion: '75',
    });
  });

  it('are not known from an answer without them', async () => {
    const { client } = await setup({ reply: () => ({ body: { CDCResponse: [{}] } }) });
    await expect(client.changes(['Bill'], new Date())).rejects.toMatchObject({ failure: 'unknown' });
  });
});

describe('company and preferences', () => {
  it('are read from their own places', async () => {
    const { client } = await setup({
      reply: ({ path }) => ({
        body: path.includes('companyinfo')
          ? { CompanyInfo: { CompanyName: 'A' } }
          : { Preferences: { Id: '1' } },
      }),
    });
    expect(await client.companyInfo()).toEqual({ CompanyName: 'A' });
    expect(await client.preferences()).toEqual({ Id: '1' });
    expect(server.received.map(({ path }) => path)).toEqual([
      '/v3/company/9341453/companyinfo/9341453',
      '/v3/company/9341453/preferences',
    ]);
  });
});
