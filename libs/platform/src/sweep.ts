export interface SweepOptions {
  readonly periodMs: number;
  /** Does not reject. */
  readonly run: () => Promise<void>;
  /** From 0 up to 1; given so that tests can be exact. */
  readonly random?: () => number;
}

/** Services of one kind start together; a tenth of the period keeps them from sweeping together for ever. */
const jitterShare = 0.1;
const firstWithinMs = 1_000;

/** Runs something again and again, never beside itself: the next wait begins when the last run has ended. */
export class Sweep {
  readonly #options: Required<SweepOptions>;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: SweepOptions) {
    this.#options = { random: Math.random, ...options };
  }

  start(): void {
    const { periodMs, random } = this.#options;
    this.#after(random() * Math.min(periodMs, firstWithinMs));
  }

  /** Resolves when the run in progress, if any, has ended; no other begins. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #after(waitMs: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#runOnce();
    }, waitMs);
  }

  async #runOnce(): Promise<void> {
    const { periodMs, run, random } = this.#options;
    await run();
    this.#after(periodMs * (1 - jitterShare + 2 * jitterShare * random()));
  }
}
