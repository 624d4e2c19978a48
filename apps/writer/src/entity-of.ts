import type { DocumentKind } from '#libs/domain';

const ENTITIES: Readonly<Record<DocumentKind, string>> = {
  vendor: 'Vendor',
  bill: 'Bill',
  'purchase-order': 'PurchaseOrder',
  'vendor-credit': 'VendorCredit',
};

/** QuickBooks' name of a kind of document. */
export function entityOf(kind: DocumentKind): string {
  return ENTITIES[kind];
}
