import { afterEach, describe, expect, it } from '@jest/globals';
import { axiosHttp, RemoteError } from '#libs/http';
import { type ProviderServer, providerServer, type Reply } from '#libs/testing';
import { attachableToQuickBooks, findAttachables, hangsOnBill } from './attachable.js';
import { QuickBooksClient } from './quickbooks.client.js';
import { uploadForm } from './upload-form.js';

const ours = '[bb:aaaaaaaaaaaaaaaaaaaaaaaaaa]';
const target = { billId: '77', marker: ours, purchaseNumber: 'PO-1' };
const metadata = JSON.stringify(
  attachableToQuickBooks({ fileName: 'a"b\r\n.pdf', contentType: 'application/pdf' }, target),
);
const file = { metadata, contentType: 'application/pdf', bytes: Buffer.from('%PDF\r\n--x') };

let server: ProviderServer;
afterEach(() => server?.close());

async function uploadTo(reply: Reply) {
  server = await providerServer(() => reply);
  const client = new QuickBooksClient(axiosHttp({ allowedOrigins: [server.origin] }), {
    apiUrl: server.origin,
    realmId: '1',
    accessToken: async () => ({ reveal: () => 'token' }),
  });
  return client.upload(file, 'request-1');
}

describe('an upload', () => {
  it('P4 is the same bytes for the same file and request id', () => {
    const first = uploadForm(file, 'r');
    expect(Buffer.from(first.body)).toEqual(Buffer.from(uploadForm({ ...file }, 'r').body));
    expect(uploadForm(file, 'other').contentType).not.toBe(first.contentType);
  });

  it('sends metadata and file as a form, with its request id; the name breaks no header', async () => {
    const attachable = { Id: '9', SyncToken: '0', AttachableRef: [] };
    const written = await uploadTo({ body: { AttachableResponse: [{ Attachable: attachable }] } });
    expect(written).toMatchObject({ id: '9', status: 200, object: attachable });
    const [request] = server.received;
    expect([request?.path, request?.query.get('requestid')]).toEqual(['/v3/company/1/upload', 'request-1']);
    const [, boundary = ''] = /boundary=(\S+)$/.exec(request?.headers['content-type'] ?? '') ?? [];
    const parts = request?.body.split(`--${boundary}`).map((part) => part.split('\r\n\r\n')) ?? [];
    expect(parts).toHaveLength(4);
    expect(JSON.parse(parts[1]?.[1] ?? '')).toEqual({
      FileName: 'a"b\r\n.pdf',
      ContentType: 'application/pdf',
      Note: `From Cin7: a file of PO-1 ${ours}`,
      AttachableRef: [{ EntityRef: { type: 'Bill', value: '77' } }],
    });
    expect(parts[2]?.[0]).not.toContain('a"b');
    expect(parts[2]?.[1]).toBe('%PDF\r\n--x\r\n');
  });

  const fault = (code: string) => ({ Fault: { Error: [{ Message: 'M', Detail: 'D', code }] } });

  it.each([
    ['a fault of the file’s own', { body: { AttachableResponse: [fault('2500')] } }, 'rejected', '2500'],
    ['a fault of the whole', { status: 400, body: fault('2020') }, 'rejected', '2020'],
    ['a request that QuickBooks knows', { body: { AttachableResponse: [fault('600')] } }, 'unknown', '600'],
    ['an empty list', { body: { AttachableResponse: [] } }, 'unknown', null],
    ['a list with nothing in it', { body: { AttachableResponse: [{ Attachable: null }] } }, 'unknown', null],
    ['something else', { body: '<html>' }, 'unknown', null],
    ['too much', { status: 413, body: '<html>' }, 'unknown', null],
  ] as const)('answered with %s has failed as a write does', async (_what, reply, failure, code) => {
    const error = await uploadTo(reply).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RemoteError);
    expect(error).toMatchObject({ failure, code });
  });
});

describe('the files on a bill', () => {
  it('are those with our mark', async () => {
    const statements: string[] = [];
    const rows = [{ Id: '1', Note: `x ${ours}` }, { Id: '2', Note: 'theirs' }, { Id: '3' }];
    const client = {
      select: async (_entity: string, statement: string) => {
        statements.push(statement);
        return rows;
      },
    } as unknown as QuickBooksClient;
    expect((await findAttachables(client, target)).map(({ Id }) => Id)).toEqual(['1']);
    expect(statements).toEqual([
      "SELECT * FROM Attachable WHERE AttachableRef.EntityRef.Type = 'Bill' AND AttachableRef.EntityRef.value = '77' ORDERBY Id STARTPOSITION 1 MAXRESULTS 1000",
    ]);
  });

  it.each([
    [{ AttachableRef: [{ EntityRef: { type: 'Bill', value: '77' } }] }, true],
    [{ AttachableRef: [{ EntityRef: { type: 'bill', value: '77' } }] }, true],
    [{ AttachableRef: [{ EntityRef: { type: 'Invoice', value: '77' } }] }, false],
    [{ AttachableRef: [{ EntityRef: { type: 'Bill', value: '7' } }] }, false],
    [{ AttachableRef: [] }, false],
    [{}, false],
  ])('%j hangs on bill 77: %s', (attachable, hangs) => {
    expect(hangsOnBill(attachable, '77')).toBe(hangs);
  });
});
