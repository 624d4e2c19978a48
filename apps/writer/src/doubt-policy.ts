/** How long an answer may stay lost. */
export interface DoubtPolicy {
  /** From the loss of the answer to the first look-up. */
  readonly lookUpSeconds: number;
  /** From the last sending until a write that cannot be found counts as never done. */
  readonly settleSeconds: number;
}

export const DOUBT_POLICY = Symbol('DOUBT_POLICY');

const LOOK_UP_SECONDS_MAX = 1_800;

/** When to look up again: ever rarer, and once more right at the end of the settle window. Null: it has settled. */
export function nextLookUpSeconds(policy: DoubtPolicy, sentAt: Date, now: Date): number | null {
  const elapsed = (now.getTime() - sentAt.getTime()) / 1_000;
  const remaining = policy.settleSeconds - elapsed;
  if (remaining <= 0) return null;
  return Math.min(Math.max(policy.lookUpSeconds, elapsed), LOOK_UP_SECONDS_MAX, remaining + 1);
}
