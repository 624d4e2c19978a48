import type { Caller, LimitedAccount, Throttle } from './throttle.js';

/**
 * The calls of one who asks before each step. The first call of a step is the one that was let in; a step that turns out to
 * need more is not torn apart, its further calls are counted instead. Who never asks, as a person who waits for an
 * answer, has all calls counted.
 */
export class PacedCalls {
  private isLetIn = false;

  constructor(
    private readonly throttle: Throttle,
    private readonly account: LimitedAccount,
  ) {}

  /** Milliseconds until the next step may begin; 0 is now. A step that made no call has left its place to the next. */
  async admit(caller: Caller): Promise<number> {
    if (this.isLetIn) return 0;
    const waitMs = await this.throttle.admit(this.account, caller);
    this.isLetIn = waitMs === 0;
    return waitMs;
  }

  /** What a client does before each of its calls. */
  readonly beforeCall = async (): Promise<void> => {
    if (this.isLetIn) this.isLetIn = false;
    else await this.throttle.charge(this.account, 1);
  };

  /** The provider has refused a call all the same. */
  readonly slowDown = (waitMs: number): Promise<void> => this.throttle.slowDown(this.account, waitMs);
}
