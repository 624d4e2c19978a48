import type { SupplierVendor } from './mapping-context.js';
import type { PostingState } from './posting-state.js';
import { type Problem, problem } from './problem.js';
import type { Purchase } from './purchase.js';

/** Vendors that will not be there without somebody's doing. A shadow is not one of them: its bills are shadows too. */
export const WITHOUT_VENDOR: readonly PostingState[] = [
  'held',
  'excluded',
  'rejected',
  'needs-review',
  'withdrawing',
  'withdrawn',
];

/** Why a document of this purchase has no vendor to name. */
export function supplierProblems(purchase: Purchase, vendor: SupplierVendor | null): readonly Problem[] {
  const { number, supplierId, supplierName, currency } = purchase;
  const name = supplierName ?? supplierId ?? '';
  if (!supplierId)
    return [problem('supplier-missing', number, `Purchase ${number} has no supplier. Set it in Cin7.`)];
  if (!vendor)
    return [
      problem(
        'supplier-not-read',
        supplierId,
        `Supplier ${name} has not been read from Cin7. It is tried again with the next reading of the suppliers.`,
      ),
    ];
  if (WITHOUT_VENDOR.includes(vendor.state))
    return [
      problem(
        'supplier-without-vendor',
        supplierId,
        `Supplier ${name} has no vendor in QuickBooks (${vendor.state}). Settle the vendor, or map the supplier to one.`,
      ),
    ];
  if (vendor.retired)
    return [
      problem(
        'supplier-without-vendor',
        supplierId,
        `Supplier ${name} is deprecated in Cin7, and its vendor was made inactive. It is made active again for this document by itself.`,
      ),
    ];
  if (currency !== null && vendor.currency !== null && vendor.currency !== currency)
    return [
      problem(
        'vendor-currency-differs',
        number,
        `Purchase ${number} is in ${currency}, the vendor of ${name} in ${vendor.currency}. QuickBooks takes only the vendor's currency.`,
      ),
    ];
  return [];
}
