import type { AddressInfo } from 'node:net';
import { createServer, type Server, Socket } from 'node:net';

interface Place {
  readonly host: string;
  readonly port: number;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  answered: number;
  losing: boolean;
  dead: boolean;
}

/** What happens to the lines from now on; those that are open are meant as well. */
type Fault =
  | { readonly kind: 'none' }
  /** The other side is gone without a word: nothing passes, nothing is closed. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** A line is cut after so many bytes of answers. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The first request that holds the words is carried out; its answer is lost, and so is the line. */
  | { readonly kind: 'lost-answer'; readonly to: string };

/** A line in front of a server of TCP that can be made bad: reset, silent, slow, cut, losing answers. */
export class FaultProxy {
  private readonly pairs = new Set<Pair>();
  private fault: Fault = { kind: 'none' };
  /** How often an answer was lost or a line was cut. */
  struck = 0;

  private constructor(
    private target: Place,
    private readonly door: Server,
    private readonly port: number,
  ) {}

  /** Listens on a free port of 127.0.0.1 in front of where the address leads. */
  static async before(url: string): Promise<FaultProxy> {
    const door = createServer();
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    const proxy = new FaultProxy(placeOf(url), door, (door.address() as AddressInfo).port);
    door.on('connection', (client) => proxy.connect(client));
    return proxy;
  }

  /** The same address, by way of this proxy. */
  through(url: string): string {
    const by = new URL(url);
    by.hostname = '127.0.0.1';
    by.port = String(this.port);
    return by.href.replace(/\/$/, url.endsWith('/') ? '/' : '');
  }

  /** The server has moved, as after its restart. */
  retarget(url: string): void {
    this.target = placeOf(url);
  }

  /** Whatever was held back by silence is lost: those lines are reset. */
  heal(): void {
    const wasSilent = this.fault.kind === 'silent';
    this.fault = { kind: 'none' };
    if (wasSilent) for (const { server } of this.pairs) server.destroy();
  }

  /** Cuts every open line at once; new ones are as good as before. */
  reset(): void {
    for (const pair of [...this.pairs]) this.end(pair);
  }

  goSilent(): void {
    this.fault = { kind: 'silent' };
  }

  /** Nobody listens any more: whoever connects is refused, before a byte can leave. */
  async refuse(): Promise<void> {
    this.reset();
    await new Promise((resolve) => this.door.close(resolve));
  }

  async listenAgain(): Promise<void> {
    await new Promise<void>((resolve) => this.door.listen(this.port, '127.0.0.1', resolve));
  }

  /** Lines that are open go silent for good without being closed; new ones are as good as before. */
  killOpenLines(): void {
    for (const pair of this.pairs) pair.dead = true;
  }

  slowDown(delayMs: number): void {
    this.fault = { kind: 'slow', delayMs };
  }

  cutAfter(afterBytes: number): void {
    this.fault = { kind: 'cut', afterBytes };
  }

  loseAnswerTo(words: string): void {
    this.fault = { kind: 'lost-answer', to: words };
  }

  async close(): Promise<void> {
    this.reset();
    await new Promise((resolve) => this.door.close(resolve));
  }

  private connect(client: Socket): void {
    const pair: Pair = { client, server: new Socket(), answered: 0, losing: false, dead: false };
    this.pairs.add(pair);
    for (const socket of [pair.client, pair.server])
      socket
        .on('error', () => undefined)
        .on('close', () => {
          // Silence hides also that the other side has gone.
          if (this.fault.kind !== 'silent' && !pair.dead) this.end(pair);
        })
        .setNoDelay();
    pair.server.connect(this.target);
    pair.client.on('data', (chunk: Buffer) => this.ask(pair, chunk));
    pair.server.on('data', (chunk: Buffer) => this.answer(pair, chunk));
  }

  private ask(pair: Pair, chunk: Buffer): void {
    const { fault } = this;
    if (fault.kind === 'silent' || pair.dead) return;
    if (fault.kind === 'lost-answer' && chunk.includes(fault.to)) {
      pair.losing = true;
      this.fault = { kind: 'none' };
    }
    this.pass(pair.server, chunk);
  }

  private answer(pair: Pair, chunk: Buffer): void {
    const { fault } = this;
    if (fault.kind === 'silent' || pair.dead) return;
    if (pair.losing) {
      this.strike(pair);
      return;
    }
    if (fault.kind === 'cut') {
      const left = fault.afterBytes - pair.answered;
      pair.answered += chunk.length;
      if (chunk.length >= left) {
        pair.client.write(chunk.subarray(0, Math.max(0, left)), () => this.strike(pair));
        return;
      }
    }
    this.pass(pair.client, chunk);
  }

  private pass(to: Socket, chunk: Buffer): void {
    const send = () => {
      if (to.writable && this.fault.kind !== 'silent') to.write(chunk);
    };
    if (this.fault.kind === 'slow') setTimeout(send, this.fault.delayMs);
    else send();
  }

  private strike(pair: Pair): void {
    this.struck += 1;
    this.end(pair);
  }

  private end(pair: Pair): void {
    if (!this.pairs.delete(pair)) return;
    if (!pair.client.destroyed) pair.client.resetAndDestroy();
    pair.server.destroy();
  }
}

function placeOf(url: string): Place {
  const { hostname, port, protocol } = new URL(url);
  const usual: Readonly<Record<string, number>> = { 'redis:': 6379, 'postgres:': 5432, 'http:': 80 };
  return { host: hostname, port: Number(port) || (usual[protocol] ?? 0) };
}
