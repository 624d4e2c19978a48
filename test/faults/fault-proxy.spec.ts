import { once } from 'node:events';
import { type AddressInfo, createServer, connect as open, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FaultProxy } from './fault-proxy.js';

/** Answers each request with itself, and remembers what it was asked. */
async function echo() {
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      asked.push(chunk.toString());
      socket.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, url, server };
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function setup() {
  const { asked, url, server } = await echo();
  const proxy = await FaultProxy.before(url);
  closing.push(
    () => server.close(),
    () => proxy.close(),
  );
  const call = async () => {
    const line = open(Number(new URL(proxy.through(url)).port), '127.0.0.1');
    line.on('error', () => undefined);
    closing.push(() => line.destroy());
    await once(line, 'connect');
    return line;
  };
  return { asked, proxy, call };
}

/** What comes on the line within a moment, or how it ends. */
async function heard(line: Socket, ms = 2_000): Promise<string> {
  return new Promise((resolve) => {
    line.once('data', (chunk) => resolve(String(chunk)));
    line.once('close', () => resolve('closed'));
    setTimeout(resolve, ms, 'silence').unref();
  });
}

describe('the fault proxy', () => {
  it('passes everything while nothing is wrong', async () => {
    const line = await (await setup()).call();
    line.write('one');
    expect(await heard(line)).toBe('one');
  });

  it('resets open lines, and takes new ones', async () => {
    const { proxy, call } = await setup();
    const line = await call();
    line.write('one');
    await heard(line);
    proxy.reset();
    expect(await heard(line)).toBe('closed');
    const next = await call();
    next.write('two');
    expect(await heard(next)).toBe('two');
  });

  it('is silent without closing', async () => {
    const { proxy, call, asked } = await setup();
    const line = await call();
    line.write('one');
    await heard(line);
    proxy.goSilent();
    line.write('two');
    expect(await heard(line, 200)).toBe('silence');
    expect(asked).toEqual(['one']);
  });

  it('is slow by what it is told', async () => {
    const { proxy, call } = await setup();
    const line = await call();
    proxy.slowDown(100);
    const begunAt = performance.now();
    line.write('one');
    expect(await heard(line)).toBe('one');
    expect(performance.now() - begunAt).toBeGreaterThanOrEqual(195);
  });

  it('cuts a line in the middle of an answer', async () => {
    const { proxy, call } = await setup();
    proxy.cutAfter(2);
    const line = await call();
    line.write('one');
    expect(await heard(line)).toBe('on');
    expect(await heard(line)).toBe('closed');
    expect(proxy.struck).toBe(1);
  });

  it('loses the answer to what was carried out, once', async () => {
    const { proxy, call, asked } = await setup();
    proxy.loseAnswerTo('COMMIT');
    const line = await call();
    line.write('COMMIT');
    expect(await heard(line)).toBe('closed');
    expect(asked).toEqual(['COMMIT']);
    const next = await call();
    next.write('COMMIT');
    expect(await heard(next)).toBe('COMMIT');
  });

  it('throws everybody out and lets nobody connect while it refuses', async () => {
    const { proxy, call } = await setup();
    const open = await call();
    await proxy.refuse();
    expect(await heard(open)).toBe('closed');
    await expect(call()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.listenAgain();
    const next = await call();
    next.write('one');
    expect(await heard(next)).toBe('one');
  });
});
