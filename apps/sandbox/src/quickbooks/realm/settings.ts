/** What a company's owner cannot set but an unkind test can. Every reading that the sources dispute is a switch here. */
export interface RealmSettings {
  /** Of all apps together; a limit of 0 is no limit. */
  callsPerMinute: number;
  batchesPerMinuteTogether: number;
  /** Of one app. */
  callsPerSecond: number;
  callsAtOnce: number;
  batchesPerMinute: number;
  batchItemsMax: number;
  throttledCasing: 'lower' | 'upper';
  /** 0 sends no Retry-After. */
  retryAfterSeconds: number;
  /** `remember` replays successes; `replay-errors` also replays refusals; `ignored` writes again each time. */
  requestIds: 'remember' | 'replay-errors' | 'ignored';
  /** 0 remembers for ever. */
  requestIdsForgottenAfterMs: number;
  /** Of ids that are not remembered for ever, the latest so many. */
  requestIdsMax: number;
  /** A known id with another payload: answered as the first one, refused with 600, or carried out. */
  requestIdReused: 'replay' | 'refuse' | 'carry-out';
  /** A known id whose first request is still to be committed: carried out twice, refused with 600, or carried out now only. */
  requestIdInFlight: 'duplicate' | 'refuse' | 'replay';
  /** Some companies take a vendor's currency and silently keep the home currency instead. */
  vendorCurrencyIgnored: boolean;
  warnDuplicateBillNumber: boolean;
  duplicateNumberScope: 'type' | 'vendor';
  /** Queries show what was there this long ago. Reading by id is always current. */
  queryLagMs: number;
  /** The same for change data capture. */
  changesLagMs: number;
  subscriptionLapsed: boolean;
  /** What the company subscribes to; orders begin with Plus. */
  offering: string;
  /** A bill's line may use a part of an order's line; otherwise it always uses the whole. */
  partialOrderLines: boolean;
  /** An order that loses its bill opens again. */
  freedOrderReopens: boolean;
  /** The name of what is made inactive is marked as deleted, which frees it; otherwise it stays held. */
  inactiveNamesMarked: boolean;
  /** A class or location that the company does not track is left out in silence instead of refused. */
  untrackedReferencesDropped: boolean;
  /** Line amounts that are not quantity times price are put right in silence instead of refused (6070). */
  amountsRecomputed: boolean;
  /** Outside the US, GlobalTaxCalculation may be left out and is then TaxExcluded. */
  taxCalculationOptional: boolean;
  /** Outside the US, lines may be without a tax code. */
  lineTaxCodesOptional: boolean;
  /** Without multicurrency, a CurrencyRef is refused even when it names the home currency. */
  homeCurrencyTolerated: boolean;
  /** A foreign document without a rate takes the company's own instead of being refused (2410). */
  exchangeRateOptional: boolean;
  /** The closing date has a password, which makes the difference between 6200 and 6210. */
  closingPassword: boolean;
  /** Someone else is editing names, so every write of a vendor, customer or employee is refused. */
  namesLocked: boolean;
  /** `select Id, DisplayName from …` shows these members only; otherwise every object is shown whole. */
  projectionsHonoured: boolean;
  /** Whoever saved last, as fault 5010 names them. */
  otherUser: string;
}

/** The worst mode that a correct client survives, where the sources leave more than one plausible. */
export function usualSettings(): RealmSettings {
  return {
    callsPerMinute: 500,
    batchesPerMinuteTogether: 120,
    callsPerSecond: 10,
    callsAtOnce: 10,
    batchesPerMinute: 40,
    batchItemsMax: 30,
    throttledCasing: 'lower',
    retryAfterSeconds: 0,
    requestIds: 'remember',
    requestIdsForgottenAfterMs: 3_600_000,
    requestIdsMax: 20_000,
    requestIdReused: 'replay',
    requestIdInFlight: 'duplicate',
    vendorCurrencyIgnored: false,
    warnDuplicateBillNumber: false,
    duplicateNumberScope: 'type',
    queryLagMs: 2000,
    changesLagMs: 2000,
    subscriptionLapsed: false,
    offering: 'QuickBooks Online Plus',
    partialOrderLines: true,
    freedOrderReopens: true,
    inactiveNamesMarked: true,
    untrackedReferencesDropped: false,
    amountsRecomputed: false,
    taxCalculationOptional: false,
    lineTaxCodesOptional: false,
    homeCurrencyTolerated: false,
    exchangeRateOptional: false,
    closingPassword: true,
    namesLocked: false,
    projectionsHonoured: false,
    otherUser: 'root',
  };
}
