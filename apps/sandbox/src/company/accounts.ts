import { balanceSheetAccounts } from './balance-sheet-accounts.js';
import type { CompanyAccount } from './company-account.js';
import { incomeAccounts } from './income-accounts.js';

export type { CompanyAccount } from './company-account.js';

/**
 * The chart of a believable distributor with dollars at home. A third has no account number, because real
 * charts are numbered by several people over several years; the high ids are accounts made recently.
 */
export const accounts: readonly CompanyAccount[] = [...balanceSheetAccounts, ...incomeAccounts];
