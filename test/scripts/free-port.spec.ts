import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { freePort, isFree } from '../../scripts/free-port.mjs';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listen(options: { port: number; host?: string }): Promise<void> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(options, resolve));
}

it('gives a port that can be listened on', async () => {
  const port = await freePort();
  await listen({ port, host: '127.0.0.1' });
  expect(port).toBeGreaterThan(1_023);
});

it.each([['127.0.0.1'], [undefined]])('calls a port taken when something listens on %s', async (host) => {
  const port = await freePort();
  expect(await isFree(port)).toBe(true);
  await listen({ port, ...(host && { host }) });
  expect(await isFree(port)).toBe(false);
});
