/**
 * What of an account's behaviour can be changed from outside. Where sources disagree about the real system, every answer
 * is here, and the default is the least convenient one that has been seen.
 */
export interface Settings {
  readonly callsPerMinute: number;
  /** Whose calls are counted together. The documents say per application, an operator has measured per account. */
  readonly rateLimitScope: 'account' | 'key';
  /** `observed` answers as was seen live: 400 on a purchase's detail, 503 on lists, 429 elsewhere. */
  readonly throttledAnswer: 'observed' | '429' | '503' | '400';
  /** A path that Cin7 does not know ends at its web site, at once or by a redirect. */
  readonly unknownPath: 'page' | 'redirect';
  /** Whether `UpdatedSince` also returns what changed in that very moment. */
  readonly updatedSince: 'after' | 'inclusive';
  /** What `/advanced-purchase` answers for a simple purchase: everything, or a shell without content. */
  readonly simpleThroughAdvanced: 'full' | 'shell';
  /** The invoice that the one list row of an advanced purchase shows. */
  readonly listedInvoice: 'last' | 'first';
  /** Whether supplier credits without a purchase stand in `purchaseList` too. */
  readonly standAloneCredits: 'apart' | 'listed';
  /** Whether `/advanced-purchase` knows a supplier credit without a purchase. */
  readonly standAloneCreditDetail: 'full' | 'not-found';
  readonly credentialsRevoked: boolean;
  readonly taxCalculationMethod: 'Row Total' | 'Total';
  /** Whether the total of a line of an exclusive document has its tax added to it. */
  readonly lineTotals: 'without-tax' | 'with-tax';
  /** The last day of the closed books, as YYYY-MM-DD. */
  readonly lockDate: string | null;
  readonly orderNumberPrefix: string;
  /** Whether a written line may name a product, tax rule or account that the account does not have. */
  readonly unknownReferences: 'refused' | 'accepted';
  /** Whether two lines of one order may have the same product. */
  readonly repeatedSku: 'accepted' | 'refused';
  /** `DELETE /advanced-purchase/stock` has been seen to answer 200 and do nothing. */
  readonly advancedStockDelete: 'nothing' | 'undo';
  readonly attachmentMovesLastUpdated: boolean;
  readonly attachmentDownload: 'public' | 'login';
  /** `documented` writes the ids of webhooks as the examples do, in small letters for orders and capitals otherwise. */
  readonly webhookIdCase: 'documented' | 'lower' | 'upper';
  /** What `TaskID` is in webhooks of advanced purchases: the group's, or the purchase's. */
  readonly webhookTask: 'group' | 'purchase';
  /** Whether `Purchase/Updated` is also sent for void and undo. */
  readonly updatedOnVoid: boolean;
  /** Waiting times of deliveries are multiplied by it; 0.001 makes a minute of 60 ms. */
  readonly webhookTimeScale: number;
}

export function defaultSettings(callsPerMinute: number): Settings {
  return {
    callsPerMinute,
    rateLimitScope: 'account',
    throttledAnswer: 'observed',
    unknownPath: 'page',
    updatedSince: 'after',
    simpleThroughAdvanced: 'shell',
    listedInvoice: 'last',
    standAloneCredits: 'apart',
    standAloneCreditDetail: 'full',
    credentialsRevoked: false,
    taxCalculationMethod: 'Total',
    lineTotals: 'without-tax',
    lockDate: null,
    orderNumberPrefix: 'PO-',
    unknownReferences: 'refused',
    repeatedSku: 'accepted',
    advancedStockDelete: 'nothing',
    attachmentMovesLastUpdated: false,
    attachmentDownload: 'public',
    webhookIdCase: 'documented',
    webhookTask: 'group',
    updatedOnVoid: false,
    webhookTimeScale: 1,
  };
}
