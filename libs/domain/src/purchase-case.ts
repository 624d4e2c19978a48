import type { KnownDocument } from './document-keys.js';
import type { MappingContext, SupplierVendor } from './mapping-context.js';
import type { Purchase } from './purchase.js';

/** An order of ours is not as we left it in QuickBooks: it was deleted, or these members of it were changed. */
export type OrderDrift =
  | { readonly kind: 'deleted' }
  | { readonly kind: 'changed'; readonly members: readonly string[] };

/** What bears on one purchase beside itself. */
export interface PurchaseEvidence {
  /** The vendor of its supplier; null where no such supplier has been read. */
  readonly vendor: SupplierVendor | null;
  /** The documents that earlier readings led to. */
  readonly known: readonly KnownDocument[];
  /** Null where the order is as we left it, as far as QuickBooks has been read. */
  readonly orderDrift: OrderDrift | null;
  /** Numbers that other documents of the same supplier already go by in QuickBooks. */
  readonly takenNumbers: { readonly bills: ReadonlySet<string>; readonly credits: ReadonlySet<string> };
}

/** One purchase with all that bears on it. */
export interface PurchaseCase {
  readonly purchase: Purchase;
  readonly evidence: PurchaseEvidence;
  readonly context: MappingContext;
}
