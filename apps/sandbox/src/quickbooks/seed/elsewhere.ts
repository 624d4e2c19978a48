import type { ExistingVendor } from '../../company/vendors.js';
import type { Realm } from '../realm/realm.js';

const DOLLAR = 'USD';
/** They sell in dollars wherever they sell. */
const DOLLAR_VENDORS = ['Granite State Tool Co.', 'Pacific Freight Lines'];

export function vendorsOf({ homeCurrency }: Realm): (vendor: ExistingVendor) => ExistingVendor {
  return (vendor) =>
    vendor.currency !== DOLLAR || DOLLAR_VENDORS.includes(vendor.displayName)
      ? vendor
      : { ...vendor, currency: homeCurrency };
}
