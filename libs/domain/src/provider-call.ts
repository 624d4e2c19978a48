/** What a call to a provider is made for. Reading on behalf of a write is a look-up. */
export const callPurposes = ['backfill', 'poll', 'write', 'look-up', 'check', 'file', 'connect'] as const;
export type CallPurpose = (typeof callPurposes)[number];

/** `lost`: it reached the provider, and nobody knows what came of it. What never left is no call. */
export const callOutcomes = ['answered', 'refused', 'throttled', 'lost'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** One finished call. */
export interface ProviderCall {
  readonly connectionId: string;
  /** What was asked, as `bill.create`, `cdc` or `purchaseList`. */
  readonly kind: string;
  readonly purpose: CallPurpose;
  /** It counts against the quota of Intuit's App Partner Program. */
  readonly metered: boolean;
  readonly outcome: CallOutcome;
}

/** Who makes calls, and what for. */
export interface CallContext {
  readonly connectionId: string;
  readonly purpose: CallPurpose;
}

/** Where finished calls are counted. It neither waits nor fails: no call is the slower for it. */
export interface CallCounter {
  count(call: ProviderCall): void;
}
