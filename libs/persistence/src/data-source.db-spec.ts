import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { type OpenDatabase, openTestDatabase } from '#libs/testing';
import { dataSourceOptions } from './data-source.js';

describe('a session with Postgres', () => {
  let open: OpenDatabase;

  beforeAll(async () => {
    open = await openTestDatabase();
  }, 60_000);

  afterAll(() => open?.close());

  it.each([
    ['statement_timeout', '30s'],
    ['lock_timeout', '10s'],
    ['idle_in_transaction_session_timeout', '30s'],
  ])('G4f has a %s of %s', async (setting, value) => {
    const [row] = await open.database.query(`select current_setting('${setting}') as value`);
    expect(row.value).toBe(value);
  });

  it('G1f that is thrown out while it is idle does not end the process, and the next question is answered', async () => {
    const other = await new DataSource(dataSourceOptions(String(urlOf(open.database)), 1)).initialize();
    const [{ pid }] = await other.query('select pg_backend_pid() as pid');
    await open.database.query('select pg_terminate_backend($1)', [pid]);
    const deadline = Date.now() + 10_000;
    for (;;) {
      const answer = await other.query('select pg_backend_pid() as pid').catch(() => null);
      if (answer && answer[0].pid !== pid) break;
      if (Date.now() > deadline) throw new Error('No other session within 10 s');
    }
    await other.destroy();
  });

  it('R4 with a server that never answers is given up', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const begunAt = performance.now();
    const source = new DataSource(dataSourceOptions(`postgres://nobody:x@127.0.0.1:${port}/none`, 1));
    await expect(source.initialize()).rejects.toThrow();
    expect(performance.now() - begunAt).toBeLessThan(15_000);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
});

function urlOf({ options }: DataSource): unknown {
  return 'url' in options ? options.url : '';
}
