import { accounts } from './accounts.js';
import type { CompanyAccount } from './company-account.js';

const DOLLAR = 'USD';
const CHECKING: Readonly<Record<string, string>> = {
  'Sterling Checking': 'Dollar Checking',
  'Euro Checking': 'Dollar Checking',
  'Canadian Checking': 'Dollar Checking',
};

/**
 * The chart is of a company with dollars at home. Elsewhere dollars and the home currency change places, so that
 * every currency still has one account payable.
 */
export function chartAtHomeIn(homeCurrency: string): readonly CompanyAccount[] {
  return accounts.map((account) => {
    if (account.currency === DOLLAR) return { ...account, currency: homeCurrency };
    if (account.currency !== homeCurrency) return account;
    const name = CHECKING[account.name] ?? account.name.replace(` - ${homeCurrency}`, ` - ${DOLLAR}`);
    return { ...account, name, currency: DOLLAR };
  });
}
