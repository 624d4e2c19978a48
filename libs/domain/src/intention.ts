import type { Money } from './money.js';
import type { Problem } from './problem.js';
import type { Bill, PurchaseOrder, VendorCredit } from './purchase-document.js';
import type { Vendor } from './vendor.js';

export const documentKinds = ['vendor', 'purchase-order', 'bill', 'vendor-credit'] as const;

export type DocumentKind = (typeof documentKinds)[number];

export const exclusionReasons = {
  'before-cut-over': 'Dated before the cut-over date of the pipeline.',
  'supplier-deprecated': 'The supplier is deprecated in Cin7 and no bill needs a vendor for it.',
  'nothing-to-pay': 'The document comes to zero.',
  'no-longer-owed': 'The document was undone or voided in Cin7 before it was posted.',
  'orders-switched-off': 'The pipeline carries no purchase orders.',
  'entered-by-others': 'A person said that others have entered it in QuickBooks.',
} as const;

export type ExclusionReason = keyof typeof exclusionReasons;

/**
 * What a person changed in QuickBooks gives way to the document: `may` where there is none that we know of, `does` where
 * there is one, so that the document goes out although it says the same as before.
 */
export type OverChanges = 'may' | 'does';

/** What mapping decided for one document. Only `post`, `adopt` and `withdraw` lead to QuickBooks. */
export type Decision<Document> =
  | {
      readonly outcome: 'post';
      readonly document: Document;
      /** Why it is not just what the source says, for the person who wonders. */
      readonly remark?: string;
      readonly over?: OverChanges;
    }
  | { readonly outcome: 'adopt'; readonly quickBooksId: string; readonly why: string }
  | { readonly outcome: 'withdraw' }
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

/** A document that names a vendor, and perhaps an order that it delivers on. */
interface Dependent {
  readonly supplierId: string | null;
  /** The key of the purchase order that it links to; null where it links to none. */
  readonly orderKey: string | null;
}

export type VendorIntention = IntentionOf<'vendor', Vendor>;
export type PurchaseOrderIntention = IntentionOf<'purchase-order', PurchaseOrder> &
  Dependent & {
    /** It is closed in Cin7, and will be in QuickBooks once the bills that link to it are there. */
    readonly awaitsBills?: boolean;
  };
export type BillIntention = IntentionOf<'bill', Bill> & Dependent;
export type VendorCreditIntention = IntentionOf<'vendor-credit', VendorCredit> & Dependent;

export type PurchaseIntention = PurchaseOrderIntention | BillIntention | VendorCreditIntention;
export type Intention = VendorIntention | PurchaseIntention;

/** What can be done, or every reason why not: a value, because an operator settles it. */
export type Mapped<Document> =
  | { readonly ok: true; readonly value: Document }
  | { readonly ok: false; readonly problems: readonly Problem[] };
