import type { Settings } from '../model/settings.js';

/** What decides how a purchase looks, besides the purchase. */
export interface PurchaseView {
  readonly baseCurrency: string;
  readonly combineCharges: boolean;
  readonly lineTotals: Settings['lineTotals'];
  /** Where links to attachments lead. */
  readonly origin: string;
  locationId(name: string | null): string | null;
}
