import type { KnownVendor, NameHolder } from './mapping-context.js';
import type { Supplier } from './supplier.js';

/** What QuickBooks holds that bears on one supplier. */
export interface VendorEvidence {
  /** The vendor that we ourselves made for this supplier, if any. It is kept in step; an adopted one is left alone. */
  readonly ownId: string | null;
  /** Our own vendor as QuickBooks holds it; null where there is none, or the mirror does not have it. */
  readonly own: KnownVendor | null;
  /** We ourselves made it inactive. */
  readonly retired: boolean;
  /**
   * The vendor that was there before us and that this supplier was given to, if any. It stays so whatever either side
   * renames: else we would make a second vendor of one party, or write our data over somebody's vendor.
   */
  readonly adopted: KnownVendor | null;
  /** The vendor that a mapping rule names; undefined where the mirror has no vendor of that id. */
  readonly ruled: KnownVendor | undefined;
  /** A document waits for the vendor and for nothing else, or is on its way to QuickBooks. */
  readonly needed: boolean;
  /** Vendors whose name equals the supplier's, plain or with the suffix, whatever the case. */
  readonly named: readonly KnownVendor[];
  /** Customers and employees of these names. */
  readonly holders: readonly NameHolder[];
}

/** QuickBooks keeps a vendor active on which money is open. */
export function isToRetire({ deprecated }: Supplier, { ownId, own, needed }: VendorEvidence): boolean {
  return deprecated && ownId !== null && !needed && !own?.hasBalance;
}
