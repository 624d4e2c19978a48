import type { CompanyAccount } from '../../company/accounts.js';
import type { ExistingVendor } from '../../company/vendors.js';
import type { Realm } from '../realm/realm.js';

const DOLLAR = 'USD';
/** They sell in dollars wherever they sell. */
const DOLLAR_VENDORS = ['Granite State Tool Co.', 'Pacific Freight Lines'];
const CHECKING: Readonly<Record<string, string>> = {
  'Sterling Checking': 'Dollar Checking',
  'Euro Checking': 'Dollar Checking',
  'Canadian Checking': 'Dollar Checking',
};

/**
 * The chart is of a company with dollars at home. Elsewhere dollars and the home currency change places, so that
 * every currency still has one account payable.
 */
export function chartOf({ homeCurrency }: Realm): (account: CompanyAccount) => CompanyAccount {
  return (account) => {
    if (account.currency === DOLLAR) return { ...account, currency: homeCurrency };
    if (account.currency !== homeCurrency) return account;
    const name = CHECKING[account.name] ?? account.name.replace(` - ${homeCurrency}`, ` - ${DOLLAR}`);
    return { ...account, name, currency: DOLLAR };
  };
}

export function vendorsOf({ homeCurrency }: Realm): (vendor: ExistingVendor) => ExistingVendor {
  return (vendor) =>
    vendor.currency !== DOLLAR || DOLLAR_VENDORS.includes(vendor.displayName)
      ? vendor
      : { ...vendor, currency: homeCurrency };
}
