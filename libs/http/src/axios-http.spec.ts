import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { axiosHttp } from './axios-http.js';
import type { Http, HttpRequest } from './http.js';
import { RemoteError } from './remote-error.js';

const started: (Server | TcpServer)[] = [];

afterEach(async () => {
  const closing = started.splice(0).map((server) => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  });
  await Promise.all(closing);
});

async function listening(server: Server | TcpServer): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  started.push(server);
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Setup {
  readonly send: (changes?: Partial<HttpRequest>) => ReturnType<Http>;
  readonly origin: string;
  readonly server: Server;
}

async function setup(answer: RequestListener, limits: { maxResponseBytes?: number } = {}): Promise<Setup> {
  const server = createServer(answer);
  const origin = `http://${await listening(server)}`;
  const http = axiosHttp({ allowedOrigins: [origin], timeoutMs: 5_000, ...limits });
  return { origin, server, send: (changes) => http({ method: 'GET', url: `${origin}/bills`, ...changes }) };
}

async function errorOf(sending: Promise<unknown>): Promise<RemoteError> {
  const error = await sending.then(
    () => new Error('expected a failure'),
    (failure: unknown) => failure,
  );
  if (error instanceof RemoteError) return error;
  throw error;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Takes connections and answers each with bytes of our choice, or drops it. */
async function rawServer(onData: (socket: import('node:net').Socket) => void): Promise<string> {
  return listening(
    createTcpServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => onData(socket));
    }),
  );
}

describe('an answer', () => {
  it.each([200, 304, 400, 401, 429, 500, 503])('is any status, also %i', async (status) => {
    const { send } = await setup((_request, response) => response.writeHead(status, { 'X-Id': 'a' }).end());
    await expect(send()).resolves.toMatchObject({ status, headers: { 'x-id': 'a' }, body: '' });
  });

  it('is a redirect itself: it is not followed', async () => {
    const seen: (string | undefined)[] = [];
    const { send } = await setup((request, response) => {
      seen.push(request.url);
      response.writeHead(307, { Location: '/elsewhere' }).end();
    });
    await expect(send()).resolves.toMatchObject({ status: 307, headers: { location: '/elsewhere' } });
    expect(seen).toEqual(['/bills']);
  });

  it('keeps JSON as text, also when it is compressed', async () => {
    const body = '{"Amount": 1.10}';
    const { send } = await setup((_request, response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(body)),
    );
    await expect(send()).resolves.toMatchObject({ body });
  });

  it('joins the values of a repeated header', async () => {
    const { send } = await setup((_request, response) =>
      response.writeHead(200, { 'Set-Cookie': ['a=1', 'b=2'] }).end(),
    );
    expect((await send()).headers['set-cookie']).toBe('a=1, b=2');
  });
});

describe('a request', () => {
  it.each(['{ "a" : 1 }\n', ' not json ', '"é"'])('P4: carries its body byte for byte: %j', async (body) => {
    const { send } = await setup(async (request, response) => response.end(await textOf(request)));
    const answer = await send({ method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
    expect(answer.body).toBe(body);
  });

  it('carries our headers, and the query as it is written', async () => {
    const { send, origin } = await setup((request, response) =>
      response.end(`${request.headers['api-auth-accountid']} ${request.url}`),
    );
    const answer = await send({
      url: `${origin}/a?q=a%20b&requestid=1`,
      headers: { 'api-auth-accountid': 'x' },
    });
    expect(answer.body).toBe('x /a?q=a%20b&requestid=1');
  });

  it('uses a connection again', async () => {
    const { send, server } = await setup((_request, response) => response.end());
    const connections: unknown[] = [];
    server.on('connection', (socket) => connections.push(socket));
    await send();
    await send();
    expect(connections).toHaveLength(1);
  });
});

describe('an answer that was lost is unknown', () => {
  it('when the connection is reset before the answer', async () => {
    const { send } = await setup((request) => request.socket.resetAndDestroy());
    expect(await errorOf(send({ method: 'POST', body: '{}' }))).toMatchObject({
      failure: 'unknown',
      status: null,
    });
  });

  it('when a connection used again is reset', async () => {
    let count = 0;
    const { send } = await setup((request, response) => {
      count += 1;
      if (count === 1) response.end();
      else request.socket.resetAndDestroy();
    });
    await send();
    expect((await errorOf(send())).failure).toBe('unknown');
    expect(count).toBe(2);
  });

  it('when no header comes in time', async () => {
    const { send } = await setup(() => undefined);
    const error = await errorOf(send({ timeoutMs: 50 }));
    expect(error).toMatchObject({ failure: 'unknown', status: null, detail: 'timeout' });
    expect(error.message).toContain('no complete answer within 50 ms');
  });

  it('when the body only trickles', async () => {
    const { send } = await setup((_request, response) => {
      response.writeHead(200);
      const trickle = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(trickle));
    });
    expect(await errorOf(send({ timeoutMs: 100 }))).toMatchObject({ failure: 'unknown', status: 200 });
  });

  it('when the body ends too early', async () => {
    const { send } = await setup((_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{"Bill":', () => response.socket?.destroy());
    });
    expect(await errorOf(send())).toMatchObject({ failure: 'unknown', status: 200 });
  });

  it('when the compressed body is broken', async () => {
    const { send } = await setup((_request, response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('not gzip'),
    );
    expect((await errorOf(send())).failure).toBe('unknown');
  });

  it('when it does not speak HTTP', async () => {
    const origin = `http://${await rawServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n'))}`;
    const http = axiosHttp({ allowedOrigins: [origin] });
    expect((await errorOf(http({ method: 'GET', url: origin }))).failure).toBe('unknown');
  });

  it.each([
    ['plain', (bytes: Buffer) => bytes, {}],
    ['compressed', gzipSync, { 'Content-Encoding': 'gzip' }],
  ] as const)('when the %s body is larger than the limit', async (_how, encode, headers) => {
    const { send } = await setup(
      (_request, response) => response.writeHead(200, headers).end(encode(Buffer.alloc(200_000))),
      { maxResponseBytes: 100_000 },
    );
    expect(await errorOf(send())).toMatchObject({ failure: 'unknown', status: 200 });
  });
});

describe('a request that never left is not-sent', () => {
  it('when the port refuses', async () => {
    const { send, server } = await setup(() => undefined);
    await new Promise((closed) => server.close(closed));
    expect(await errorOf(send())).toMatchObject({ failure: 'not-sent', detail: 'ECONNREFUSED' });
  });

  it('when the name is not known', async () => {
    const http = axiosHttp({ allowedOrigins: ['https://nowhere.invalid'] });
    const error = await errorOf(http({ method: 'POST', url: 'https://nowhere.invalid/x', body: '{}' }));
    expect(error.failure).toBe('not-sent');
  });

  it('when the other side does not speak TLS', async () => {
    const origin = `https://${await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))}`;
    const http = axiosHttp({ allowedOrigins: [origin] });
    expect((await errorOf(http({ method: 'POST', url: origin, body: '{}' }))).failure).toBe('not-sent');
  });

  it('when the connection is reset in the middle of the TLS handshake', async () => {
    const origin = `https://${await rawServer((socket) => socket.resetAndDestroy())}`;
    const http = axiosHttp({ allowedOrigins: [origin] });
    expect((await errorOf(http({ method: 'POST', url: origin, body: '{}' }))).failure).toBe('not-sent');
  });

  it('when its TLS handshake takes too long', async () => {
    const origin = `https://${await rawServer(() => undefined)}`;
    const http = axiosHttp({ allowedOrigins: [origin], timeoutMs: 50 });
    expect((await errorOf(http({ method: 'POST', url: origin, body: '{}' }))).failure).toBe('not-sent');
  });
});

describe('S4: the allow-list', () => {
  it('refuses another origin before any byte leaves, and names it and the remedy', async () => {
    const seen: unknown[] = [];
    const { origin } = await setup((request) => seen.push(request.url));
    const http = axiosHttp({ allowedOrigins: ['https://quickbooks.api.intuit.com'] });
    const error = await errorOf(http({ method: 'GET', url: `${origin}/x?token=hush` }));
    expect(error.failure).toBe('not-sent');
    expect(error.message).toContain(origin);
    expect(error.message).toContain('environment');
    expect(error.message).not.toContain('hush');
    expect(seen).toEqual([]);
  });

  it.each([
    'https://a.example.evil.test',
    'http://a.example',
    'https://a.example:8443',
    'https://a.example@evil.test',
  ])('is not taken in by %s', async (url) => {
    const http = axiosHttp({ allowedOrigins: ['https://a.example/with/path'] });
    expect((await errorOf(http({ method: 'GET', url }))).message).toContain('not an allowed origin');
  });

  it('refuses what is not a URL without repeating it', async () => {
    const http = axiosHttp({ allowedOrigins: [] });
    const error = await errorOf(http({ method: 'GET', url: 'hush' }));
    expect(error.failure).toBe('not-sent');
    expect(error.message).not.toContain('hush');
  });

  it.each(['http://localhost:1', 'http://127.0.0.2', 'http://[::1]:1', 'https://a.example'])(
    'may hold %s',
    (origin) => {
      expect(() => axiosHttp({ allowedOrigins: [origin] })).not.toThrow();
    },
  );

  it.each([
    'http://a.example',
    'http://127.evil.test',
    'http://localhost.evil.test',
    'ftp://localhost',
    'a.example',
  ])('may not hold %s', (origin) => {
    expect(() => axiosHttp({ allowedOrigins: [origin] })).toThrow(/https/);
  });
});

describe('T7: an error', () => {
  it.each([
    ['reset', (request: IncomingMessage) => request.socket.resetAndDestroy()],
    ['time-out', () => undefined],
  ])('after a %s holds no header, no body and no query of the request', async (_why, answer) => {
    const secret = randomBytes(12).toString('hex');
    const { send, origin } = await setup(answer);
    const sending = send({
      method: 'POST',
      url: `${origin}/token?code=${secret}`,
      headers: { Authorization: `Bearer ${secret}` },
      body: `refresh_token=${secret}`,
      timeoutMs: 50,
    });
    const shown = inspect(await errorOf(sending), { depth: null, showHidden: true });
    expect(shown).toContain('/token');
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain(Buffer.from(secret).toString('base64').slice(0, 12));
  });
});
