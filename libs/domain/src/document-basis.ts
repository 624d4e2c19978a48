import type { Decimal } from './decimal.js';
import { type Money, roundToMoney } from './money.js';
import type { Purchase, PurchaseLine, SourceDocument } from './purchase.js';

/** One document of a purchase, and what the three kinds differ in. */
export interface DocumentBasis {
  readonly purchase: Purchase;
  readonly source: SourceDocument;
  readonly date: string | null;
  readonly rate: Decimal | null;
  /** What problems call it: `the invoice of PO-00042`. */
  readonly label: string;
  readonly documentNumber: string;
  readonly note: string;
  /** The account of a line, for documents whose lines do not all name one. */
  readonly accountCodeOf: (line: PurchaseLine) => string | null;
  /** The order lines that its lines deliver on, in their order; empty where it delivers on none. */
  readonly orderLines: readonly (number | null)[];
}

/** What the document comes to: what the supplier's paper says, tax and all. */
export function documentTotal(source: SourceDocument, currency: string): Money {
  return roundToMoney(source.total, currency);
}
