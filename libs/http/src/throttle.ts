/** What a provider allows: so many calls in any span of so many milliseconds. */
export interface Limit {
  readonly calls: number;
  readonly perMs: number;
}

/** Whose calls are counted together: an account at a provider, with what it allows. */
export interface LimitedAccount {
  /** Of the connection. */
  readonly id: string;
  /** All of them hold at once. */
  readonly limits: readonly Limit[];
  /** Our part of them, above 0 and at most 1; the rest is left to the customer's other programs. */
  readonly share: number;
}

/** Who goes first: a person who waits, what has just changed, what was there before. */
export const lanes = ['operator', 'live', 'backfill'] as const;
export type Lane = (typeof lanes)[number];

export interface Caller {
  readonly lane: Lane;
  /** Its place in the line is kept under this name until its time has come. */
  readonly ticket: string;
}

/** One for all workers: it says when a call to an account may start, so that the provider never has to refuse one. */
export interface Throttle {
  /**
   * Milliseconds until the caller may call; 0 is now, and the call is counted. Otherwise its place is kept: asked again with
   * the same ticket when that time is over, it answers 0.
   */
  admit(account: LimitedAccount, caller: Caller): Promise<number>;
  /** Counts calls that were not asked for, since they belong to one that was; whoever asks next waits the longer. */
  charge(account: LimitedAccount, calls: number): Promise<void>;
  /** The provider refused a call all the same, so others use the account as well: everybody waits, then goes slower for a while. */
  slowDown(account: LimitedAccount, waitMs: number): Promise<void>;
}
