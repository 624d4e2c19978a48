import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closeServers, doorTo, errorOf, rawServer } from '../test/loopback.js';
import { ANSWER_TOO_LARGE, axiosHttp } from './axios-http.js';

afterEach(closeServers);

describe('an answer that was lost is unknown', () => {
  it('when the connection is reset before the answer', async () => {
    const { send } = await doorTo((request) => request.socket.resetAndDestroy());
    expect(await errorOf(send({ method: 'POST', body: '{}' }))).toMatchObject({
      failure: 'unknown',
      status: null,
    });
  });

  it('when a connection used again is reset', async () => {
    let count = 0;
    const { send } = await doorTo((request, response) => {
      count += 1;
      if (count === 1) response.end();
      else request.socket.resetAndDestroy();
    });
    await send();
    expect((await errorOf(send())).failure).toBe('unknown');
    expect(count).toBe(2);
  });

  it('when no header comes in time', async () => {
    const { send } = await doorTo(() => undefined);
    const error = await errorOf(send({ timeoutMs: 50 }));
    expect(error).toMatchObject({ failure: 'unknown', status: null, detail: 'timeout' });
    expect(error.message).toContain('no complete answer within 50 ms');
  });

  it('when the body only trickles', async () => {
    const { send } = await doorTo((_request, response) => {
      response.writeHead(200);
      const trickle = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(trickle));
    });
    expect(await errorOf(send({ timeoutMs: 100 }))).toMatchObject({ failure: 'unknown', status: 200 });
  });

  it('when the body ends too early', async () => {
    const { send } = await doorTo((_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{"Bill":', () => response.socket?.destroy());
    });
    expect(await errorOf(send())).toMatchObject({ failure: 'unknown', status: 200 });
  });

  it('when the compressed body is broken', async () => {
    const { send } = await doorTo((_request, response) =>
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
    const { send } = await doorTo(
      (_request, response) => response.writeHead(200, headers).end(encode(Buffer.alloc(200_000))),
      { maxResponseBytes: 100_000 },
    );
    expect(await errorOf(send())).toMatchObject({
      failure: 'unknown',
      status: 200,
      detail: ANSWER_TOO_LARGE,
    });
  });
});

describe('a request that never left is not-sent', () => {
  it('when the port refuses', async () => {
    const { send, server } = await doorTo(() => undefined);
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
