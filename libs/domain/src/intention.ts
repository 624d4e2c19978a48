import type { Bill } from './bill.js';
import type { Money } from './money.js';
import type { Problem } from './problem.js';
import type { Vendor } from './vendor.js';

export const documentKinds = ['vendor', 'purchase-order', 'bill', 'vendor-credit'] as const;

export type DocumentKind = (typeof documentKinds)[number];

export const exclusionReasons = {
  'before-cut-over': 'Dated before the cut-over date of the pipeline.',
  'supplier-deprecated': 'The supplier is deprecated in Cin7 and no bill needs a vendor for it.',
  'nothing-to-pay': 'The invoice comes to zero.',
  'no-longer-owed': 'The invoice was undone or voided in Cin7 before it was posted.',
  'orders-not-carried': 'Purchase orders are not carried yet.',
  'credits-not-carried': 'Supplier credit notes are not carried yet.',
} as const;

export type ExclusionReason = keyof typeof exclusionReasons;

/** What mapping decided for one document. Only `post` and `adopt` lead to QuickBooks. */
export type Decision<Document> =
  | { readonly outcome: 'post'; readonly document: Document }
  | { readonly outcome: 'adopt'; readonly quickBooksId: string; readonly why: string }
  | { readonly outcome: 'hold'; readonly problems: readonly Problem[] }
  | { readonly outcome: 'exclude'; readonly reason: ExclusionReason };

interface IntentionOf<Kind extends DocumentKind, Document> {
  readonly kind: Kind;
  /** Identifies the document within its kind and pipeline, for ever. */
  readonly sourceKey: string;
  readonly sourceNumber: string | null;
  readonly documentDate: string | null;
  /** What Cin7 says it comes to; null for a vendor. */
  readonly total: Money | null;
  readonly decision: Decision<Document>;
}

export type VendorIntention = IntentionOf<'vendor', Vendor>;
export type BillIntention = IntentionOf<'bill', Bill> & { readonly supplierId: string | null };
export type UncarriedIntention = IntentionOf<'purchase-order' | 'vendor-credit', never>;

export type Intention = VendorIntention | BillIntention | UncarriedIntention;

/** What can be done, or every reason why not: a value, because an operator settles it. */
export type Mapped<Document> =
  | { readonly ok: true; readonly value: Document }
  | { readonly ok: false; readonly problems: readonly Problem[] };
