import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { pino } from 'pino';
import { pinoHttp } from 'pino-http';
import { loggedError, logOptions, requestLogOptions } from './logging.js';

const options = { name: 'writer', logLevel: 'info' };

function setup() {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  return { lines, destination, log: pino(logOptions(options), destination) };
}

describe('the log', () => {
  it('is JSON lines that name the service, the level in words and the time', () => {
    const { lines, log } = setup();
    log.info({ postingId: '7' }, 'posting.written');
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/T.*Z$/),
        service: 'writer',
        pid: process.pid,
        postingId: '7',
        msg: 'posting.written',
      },
    ]);
  });

  it.each([
    ['a header', { headers: { authorization: 'Bearer hush', cookie: 'hush' } }],
    [
      'the headers of a request',
      { req: { headers: { 'api-auth-applicationkey': 'hush', 'api-auth-accountid': 'hush' } } },
    ],
    ['an answer of the token endpoint', { tokens: { access_token: 'hush', refresh_token: 'hush' } }],
    ['a form', { body: { password: 'hush' } }],
    ['itself', { clientSecret: 'hush' }],
  ])('T7: does not write a secret that is logged by mistake: in %s', (_where, fields) => {
    const { lines, log } = setup();
    log.info(fields, 'oops');
    expect(JSON.stringify(lines)).not.toContain('hush');
    expect(JSON.stringify(lines)).toContain('[redacted]');
  });

  it.each(['err', 'error'])('keeps of an error in %s only type, message, stack and code', (key) => {
    const { lines, log } = setup();
    const error = Object.assign(new TypeError('broken'), {
      code: 'E7',
      config: 'hush',
      request: 'hush',
      detail: 'hush',
    });
    log.error({ [key]: error }, 'failed');
    expect(lines[0]?.[key]).toEqual({
      type: 'TypeError',
      message: 'broken',
      code: 'E7',
      stack: expect.any(String),
    });
  });

  it("T7: shows nothing of an HTTP client's error but its words", async () => {
    const failing = axios.post('http://127.0.0.1:1/', 'hush', { headers: { Authorization: 'Bearer hush' } });
    const error = await failing.catch((failure: unknown) => failure);
    const { lines, log } = setup();
    log.error(error, 'failed');
    log.error({ err: error }, 'failed');
    expect(JSON.stringify(lines)).toContain('ECONNREFUSED');
    expect(JSON.stringify(lines)).not.toContain('hush');
  });

  it('says what kind of thing was thrown, not what was in it', () => {
    expect(loggedError('hush')).toEqual({
      type: 'string',
      message: 'something that is not an error was thrown',
    });
  });
});

describe('the log of requests', () => {
  async function linesOf(path: string, init: RequestInit = {}, status = 200) {
    const { lines, destination } = setup();
    const log = pinoHttp(requestLogOptions(options), destination);
    const server = createServer((request, response) => {
      log(request, response);
      request.log.info('inside');
      response.writeHead(status).end();
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);
    await new Promise((closed) => server.close(closed));
    return lines;
  }

  it('is one canonical line, without query and headers', async () => {
    const lines = await linesOf('/oauth/callback?code=hush', {
      headers: { authorization: 'hush', 'x-request-id': 'r-1' },
    });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ msg: 'inside', requestId: 'r-1' });
    expect(lines[1]).toMatchObject({
      msg: 'request.finished',
      requestId: 'r-1',
      method: 'GET',
      path: '/oauth/callback',
      status: 200,
      durationMs: expect.any(Number),
    });
    expect(JSON.stringify(lines)).not.toContain('hush');
  });

  it('is at level error when we failed', async () => {
    const lines = await linesOf('/x', {}, 500);
    expect(lines[1]).toMatchObject({ level: 'error', msg: 'request.failed', status: 500 });
  });

  it('takes no id that could forge a line', async () => {
    const [line] = await linesOf('/x', { headers: { 'x-request-id': 'a "b"' } });
    expect(line?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['/health/live', '/health/ready?x', '/metrics'])('is silent about %s', async (path) => {
    expect((await linesOf(path)).map(({ msg }) => msg)).toEqual(['inside']);
  });

  it('is not silent about what only begins like it', async () => {
    expect(await linesOf('/healthy')).toHaveLength(2);
  });
});
