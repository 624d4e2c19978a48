import type { CompanyAccount } from '../../company/accounts.js';
import { guidFrom } from '../model/identifiers.js';
import type { LedgerAccount } from '../model/reference-book.js';
import type { CompanyTemplate } from '../model/tenant.js';

type Kind = Pick<LedgerAccount, 'type' | 'class'>;

/** Cin7 keeps the words of its first accounting partner, whichever one it is linked to now. */
const kinds: Readonly<Record<string, Kind>> = {
  Bank: { type: 'BANK', class: 'ASSET' },
  'Accounts Receivable': { type: 'CURRENT', class: 'ASSET' },
  'Other Current Asset': { type: 'CURRENT', class: 'ASSET' },
  'Fixed Asset': { type: 'FIXED', class: 'ASSET' },
  'Other Asset': { type: 'NONCURRENT', class: 'ASSET' },
  'Accounts Payable': { type: 'CURRLIAB', class: 'LIABILITY' },
  'Credit Card': { type: 'BANK', class: 'LIABILITY' },
  'Other Current Liability': { type: 'CURRLIAB', class: 'LIABILITY' },
  'Long Term Liability': { type: 'TERMLIAB', class: 'LIABILITY' },
  Equity: { type: 'EQUITY', class: 'EQUITY' },
  Income: { type: 'REVENUE', class: 'REVENUE' },
  'Cost of Goods Sold': { type: 'DIRECTCOSTS', class: 'EXPENSE' },
  Expense: { type: 'EXPENSE', class: 'EXPENSE' },
  'Other Income': { type: 'OTHERINCOME', class: 'REVENUE' },
  'Other Expense': { type: 'EXPENSE', class: 'EXPENSE' },
};

const systemAccounts: Readonly<Record<string, readonly [label: string, code: string]>> = {
  'Accounts Payable': ['Accounts payable', 'CREDITORS'],
  'Accounts Receivable': ['Accounts receivable', 'DEBTORS'],
};

type CodeStyle = CompanyTemplate['accountCodes'];

/** An account without a number is named by its id in QuickBooks, or by a number that Cin7 has given it. */
export function accountCode(account: Pick<CompanyAccount, 'id' | 'number'>, style: CodeStyle): string {
  if (account.number !== null) return account.number;
  return style === 'linked' ? `_${account.id}_` : `9${account.id}`;
}

export function ledgerAccount(account: CompanyAccount, style: CodeStyle): LedgerAccount {
  const kind = kinds[account.type] ?? { type: 'EXPENSE', class: 'EXPENSE' };
  const [label, code] = systemAccounts[account.type] ?? systemTax(account);
  return {
    code: accountCode(account, style),
    name: account.name,
    type: account.subType === 'Inventory' ? 'INVENTORY' : kind.type,
    class: kind.class,
    status: 'ACTIVE',
    description: '',
    systemAccount: label,
    systemAccountCode: code,
    isForPayments: kind.type === 'BANK',
    currency: account.currency,
    bankAccountId: kind.type === 'BANK' ? guidFrom(`bank account ${account.id}`) : null,
  };
}

function systemTax(account: CompanyAccount): readonly [string | null, string | null] {
  return account.subType === 'SalesTaxPayable' ? ['Sales tax', 'GST'] : [null, null];
}

/** Accounts that were made in Cin7 or are gone from QuickBooks: nothing but a person can say where they belong. */
export function cin7OnlyAccounts(currency: string): readonly LedgerAccount[] {
  return cin7Only.map(([code, name, kind]) => ({
    ...kind,
    code,
    name,
    status: 'ACTIVE',
    description: 'Kept in inventory only.',
    systemAccount: null,
    systemAccountCode: null,
    isForPayments: false,
    currency,
    bankAccountId: null,
  }));
}

const cin7Only: readonly (readonly [code: string, name: string, kind: Kind])[] = [
  ['5900', 'Landed Cost Clearing', { type: 'DIRECTCOSTS', class: 'EXPENSE' }],
  ['_1150049999_', 'Supplier Rebates (closed)', { type: 'DIRECTCOSTS', class: 'EXPENSE' }],
  ['SAMPLES', 'Samples and Displays', { type: 'EXPENSE', class: 'EXPENSE' }],
];
