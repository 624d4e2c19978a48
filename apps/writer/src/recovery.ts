import type { Restored } from '#libs/persistence';
import { type DoubtPolicy, nextLookUpSeconds } from './doubt-policy.js';

/** What a restore of the database asks of a document that is not known to be in QuickBooks. */
export interface Recovery {
  /** It is asked for in QuickBooks before it is sent: the mirror may not know yet what was forgotten. */
  readonly looksUp: boolean;
  /** Where it is not found: how long it waits for the next look-up. Null: it may be sent. */
  readonly waitSeconds: number | null;
}

/** Nothing was restored, or what was lost has been read anew. */
export const NO_RECOVERY: Recovery = { looksUp: false, waitSeconds: null };

/**
 * Anything may have been sent in the past that was lost, up to the restore itself, so every document is in doubt from
 * then on, by the policy of any doubt. It ends when the mirror has been read anew after the settle window.
 */
export function recoveryFrom(restored: Restored, policy: DoubtPolicy, now: Date): Recovery {
  const settledAt = restored.at.getTime() + policy.settleSeconds * 1_000;
  if (restored.mirroredUntil && restored.mirroredUntil.getTime() >= settledAt) return NO_RECOVERY;
  return { looksUp: true, waitSeconds: nextLookUpSeconds(policy, restored.at, now) };
}
