import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** A bound for what hangs, not a measure of speed: machines that run tests are busy. */
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 40_000;

export interface Message {
  readonly service?: string;
  readonly sandbox?: string;
  readonly port?: number;
  /** A service that waits for its order, see test/faults/kill-at.mjs. */
  readonly loaded?: true;
  /** An await point that it came by. */
  readonly point?: string;
}

/** One of our programs as a process of its own: what it has written, and what it tells its parent. */
export class Program {
  output = '';
  readonly ended: Promise<NodeJS.Signals | null>;
  private readonly messages: Message[] = [];
  private readonly process: ChildProcess;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly name: string,
    env: Readonly<Record<string, string>>,
    nodeArguments: readonly string[] = [],
  ) {
    const main = resolve('dist', 'apps', name, 'src', 'main.js');
    this.process = spawn(process.execPath, [...nodeArguments, main], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    this.process.on('message', (message: Message) => {
      this.messages.push(message);
      for (const listener of this.listeners) listener();
    });
    this.ended = new Promise((resolveEnd) => {
      this.process.on('exit', (_code, signal) => {
        for (const listener of this.listeners) listener();
        resolveEnd(signal);
      });
    });
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  get told(): readonly Message[] {
    return this.messages;
  }

  tell(message: object): void {
    this.process.send?.(message);
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  /** The port in the message that is waited for. */
  async says(isIt: (message: Message) => boolean): Promise<number> {
    const { port } = await this.hears((message) => isIt(message) && message.port !== undefined);
    return port ?? 0;
  }

  /** The first message that is such a one. */
  async hears(isIt: (message: Message) => boolean): Promise<Message> {
    const timeout = Date.now() + START_LIMIT_MS;
    for (;;) {
      const message = this.messages.find(isIt);
      if (message !== undefined) return message;
      if (this.hasEnded || Date.now() > timeout)
        throw new Error(`${this.name} did not start:\n${this.output.slice(-3_000)}`);
      await new Promise<void>((resolveWait) => {
        const done = () => {
          clearTimeout(timer);
          this.listeners.delete(done);
          resolveWait();
        };
        const timer = setTimeout(done, 1_000);
        this.listeners.add(done);
      });
    }
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    this.signal('SIGTERM');
    const hard = setTimeout(() => this.signal('SIGKILL'), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(hard);
  }
}
