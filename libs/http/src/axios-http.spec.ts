import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closeServers, doorTo, errorOf, textOf } from '../test/loopback.js';

afterEach(closeServers);

describe('an answer', () => {
  it.each([200, 304, 400, 401, 429, 500, 503])('is any status, also %i', async (status) => {
    const { send } = await doorTo((_request, response) => response.writeHead(status, { 'X-Id': 'a' }).end());
    await expect(send()).resolves.toMatchObject({ status, headers: { 'x-id': 'a' }, body: '' });
  });

  it('is a redirect itself: it is not followed', async () => {
    const seen: (string | undefined)[] = [];
    const { send } = await doorTo((request, response) => {
      seen.push(request.url);
      response.writeHead(307, { Location: '/elsewhere' }).end();
    });
    await expect(send()).resolves.toMatchObject({ status: 307, headers: { location: '/elsewhere' } });
    expect(seen).toEqual(['/bills']);
  });

  it('keeps JSON as text, also when it is compressed', async () => {
    const body = '{"Amount": 1.10}';
    const { send } = await doorTo((_request, response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(body)),
    );
    await expect(send()).resolves.toMatchObject({ body });
  });

  it('is bytes as they came where those are asked for, NUL and half characters included', async () => {
    const sent = Uint8Array.from({ length: 256 }, (_, index) => index);
    const { send } = await doorTo((_request, response) => response.end(sent));
    const { body, bytes } = await send({ wants: 'bytes' });
    expect([body, Uint8Array.from(bytes ?? [])]).toEqual(['', sent]);
  });

  it('joins the values of a repeated header', async () => {
    const { send } = await doorTo((_request, response) =>
      response.writeHead(200, { 'Set-Cookie': ['a=1', 'b=2'] }).end(),
    );
    expect((await send()).headers['set-cookie']).toBe('a=1, b=2');
  });
});

describe('a request', () => {
  it.each(['{ "a" : 1 }\n', ' not json ', '"é"'])('P4: carries its body byte for byte: %j', async (body) => {
    const { send } = await doorTo(async (request, response) => response.end(await textOf(request)));
    const answer = await send({ method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
    expect(answer.body).toBe(body);
  });

  it('P4: carries bytes as they are, and of a view of memory no more than it shows', async () => {
    const { send } = await doorTo(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      response.end(Buffer.concat(chunks).toString('hex'));
    });
    const body = Uint8Array.of(1, 0, 255, 128, 10, 2).subarray(1, 5);
    expect((await send({ method: 'POST', body })).body).toBe('00ff800a');
  });

  it('carries our headers, and the query as it is written', async () => {
    const { send, origin } = await doorTo((request, response) =>
      response.end(`${request.headers['api-auth-accountid']} ${request.url}`),
    );
    const answer = await send({
      url: `${origin}/a?q=a%20b&requestid=1`,
      headers: { 'api-auth-accountid': 'x' },
    });
    expect(answer.body).toBe('x /a?q=a%20b&requestid=1');
  });

  it('uses a connection again', async () => {
    const { send, server } = await doorTo((_request, response) => response.end());
    const connections: unknown[] = [];
    server.on('connection', (socket) => connections.push(socket));
    await send();
    await send();
    expect(connections).toHaveLength(1);
  });
});

describe('T7: an error', () => {
  it.each([
    ['reset', (request: IncomingMessage) => request.socket.resetAndDestroy()],
    ['time-out', () => undefined],
  ])('after a %s holds no header, no body and no query of the request', async (_why, answer) => {
    const secret = randomBytes(12).toString('hex');
    const { send, origin } = await doorTo(answer);
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
