/** What a company's owner cannot set but an unkind test can. Every reading that the sources dispute is a switch here. */
export interface RealmSettings {
  callsPerMinute: number;
  callsPerSecond: number;
  batchesPerMinute: number;
  batchItemsMax: number;
  throttledCasing: 'lower' | 'upper';
  /** `remember` replays successes; `replay-errors` also replays refusals; `ignored` writes again each time. */
  requestIds: 'remember' | 'replay-errors' | 'ignored';
  /** 0 remembers for ever. */
  requestIdsForgottenAfterMs: number;
  /** Some companies take a vendor's currency and silently keep the home currency instead. */
  vendorCurrencyIgnored: boolean;
  warnDuplicateBillNumber: boolean;
  duplicateNumberScope: 'type' | 'vendor';
  /** Queries show what was there this long ago. Reading by id is always current. */
  queryLagMs: number;
  subscriptionLapsed: boolean;
  /** Whoever saved last, as fault 5010 names them. */
  otherUser: string;
}

export function defaultSettings(limits: { perMinute: number; perSecond: number }): RealmSettings {
  return {
    callsPerMinute: limits.perMinute,
    callsPerSecond: limits.perSecond,
    batchesPerMinute: 40,
    batchItemsMax: 30,
    throttledCasing: 'lower',
    requestIds: 'remember',
    requestIdsForgottenAfterMs: 0,
    vendorCurrencyIgnored: false,
    warnDuplicateBillNumber: false,
    duplicateNumberScope: 'type',
    queryLagMs: 0,
    subscriptionLapsed: false,
    otherUser: 'root',
  };
}
