/** What a worker does at its next steps: go on, stop at one of them for a while, or for good. */
export class Gate {
  private stopsIn: number | null = null;
  private goOn: (() => void) | null = null;
  private stopped: () => void = () => undefined;

  /** Lets work begin, or go on, until it ends or has come to its step `stopsIn`. Gives whether it has ended. */
  async runs(stopsIn: number | null, work: () => Promise<unknown>): Promise<boolean> {
    this.stopsIn = stopsIn;
    const hasStopped = new Promise<boolean>((resolve) => {
      this.stopped = () => resolve(false);
    });
    const goOn = this.goOn;
    this.goOn = null;
    goOn?.();
    return Promise.race([work().then(() => true), hasStopped]);
  }

  async step(): Promise<void> {
    if (this.stopsIn === null) return;
    this.stopsIn -= 1;
    if (this.stopsIn > 0) return;
    this.stopsIn = null;
    // Of a worker that is killed nobody ever calls this again: no catch and no finally runs.
    const again = new Promise<void>((resolve) => {
      this.goOn = resolve;
    });
    this.stopped();
    await again;
  }

  /** The same object, each of whose calls may stop before it has an effect, and before its answer is known. */
  around<Whole extends object>(target: Whole): Whole {
    return new Proxy(target, {
      get: (_, name) => {
        const method = Reflect.get(target, name) as unknown;
        if (typeof method !== 'function') return method;
        return async (...given: unknown[]) => {
          await this.step();
          const answer: unknown = await method.apply(target, given);
          await this.step();
          return answer;
        };
      },
    });
  }
}
