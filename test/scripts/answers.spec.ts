import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../../scripts/free-port.mjs';
import { askPostgres } from '../../scripts/postgres-answer.mjs';
import { askRedis } from '../../scripts/redis-answer.mjs';

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** A server that says one thing to whoever speaks to it; with nothing to say it hangs up. */
async function saying(words: string | undefined): Promise<number> {
  const port = await freePort();
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => (words === undefined ? socket.destroy() : socket.end(words)));
  });
  await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
  return port;
}

const startingUp = 'E\0\0\0\x20SFATAL\0C57P03\0Mthe database system is starting up\0\0';
const noDatabase = 'E\0\0\0\x20SFATAL\0C3D000\0Mdatabase "x" does not exist\0\0';

describe('a Postgres', () => {
  it.each([
    ['ready when it asks for a password', 'R\0\0\0\x08\0\0\0\x03', 'ready'],
    ['starting when it says so', startingUp, 'starting'],
    ['refusing when it has no such database', noDatabase, 'refused'],
    ['another server when it does not speak its language', 'HTTP/1.1 400 Bad Request', 'refused'],
    ['silent when it hangs up', undefined, 'silent'],
  ])('is %s', async (_what, words, state) => {
    const port = await saying(words);
    expect(await askPostgres({ host: '127.0.0.1', port, user: 'u', database: 'x' })).toMatchObject({ state });
  });

  it('is silent when nothing listens', async () => {
    const answer = await askPostgres({ host: '127.0.0.1', port: await freePort(), user: 'u', database: 'x' });
    expect(answer).toMatchObject({ state: 'silent', reason: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('a Redis', () => {
  it.each([
    ['ready when it answers', '+OK\r\n+PONG\r\n', 'ready'],
    ['starting while it loads', '-LOADING Redis is loading the dataset in memory\r\n', 'starting'],
    [
      'refusing when the password is wrong',
      '-WRONGPASS invalid username-password pair\r\n-NOAUTH\r\n',
      'refused',
    ],
    ['another server when it does not speak its language', 'HTTP/1.1 400 Bad Request\r\n', 'refused'],
    ['silent when it hangs up', undefined, 'silent'],
  ])('is %s', async (_what, words, state) => {
    const port = await saying(words);
    expect(await askRedis(new URL(`redis://:secret@127.0.0.1:${port}`))).toMatchObject({ state });
  });
});
