import { accounts } from '../../company/accounts.js';
import { guidFrom } from '../model/identifiers.js';
import type { AttributeSet, Location, PaymentTerm, ReferenceBook, TaxRule } from '../model/reference-book.js';
import type { CompanyTemplate } from '../model/tenant.js';
import { cin7OnlyAccounts, ledgerAccount } from './ledger-accounts.js';

export const UNTAXED = 'Tax Exempt';

type Rule = readonly [name: string, percent: number, use: 'sale' | 'purchase' | 'both', isActive?: boolean];

const taxRules: readonly TaxRule[] = (
  [
    [UNTAXED, 0, 'both'],
    ['State Sales Tax', 6.5, 'both'],
    ['City and State Sales Tax', 10.25, 'sale'],
    ['UK VAT on Purchases', 20, 'purchase'],
    ['Ontario HST on Purchases', 13, 'purchase'],
    ['Import VAT (old)', 17.5, 'purchase', false],
  ] satisfies Rule[]
).map(taxRule);

export function taxRule([name, percent, use, isActive = true]: Rule): TaxRule {
  const id = guidFrom(`tax rule ${name}`);
  return {
    id,
    name,
    account: '2300',
    isActive,
    isInclusive: false,
    percent,
    isForSale: use !== 'purchase',
    isForPurchase: use !== 'sale',
    components: [
      { id: guidFrom(`component of ${name}`).toUpperCase(), name: percent === 0 ? 'No Tax' : 'Tax', percent },
    ],
  };
}

type Term = readonly [name: string, duration: number, method: PaymentTerm['method'], isActive?: boolean];

const paymentTerms: readonly PaymentTerm[] = (
  [
    ['10 days since end of month', 10, 'days since the end of the month'],
    ['15 days', 15, 'number of days'],
    ['20th of next month', 20, 'day of next month'],
    ['30 days', 30, 'number of days'],
    ['45 days', 45, 'number of days'],
    ['60 days', 60, 'number of days'],
    ['Cash on delivery (old)', 0, 'number of days', false],
    ['Due on receipt', 0, 'number of days'],
    ['Last day of next month', 1, 'last day of next month'],
  ] satisfies Term[]
).map(([name, duration, method, isActive = true]) => ({
  id: guidFrom(`payment term ${name}`),
  name,
  duration,
  method,
  isActive,
  isDefault: name === '30 days',
}));

const mainWarehouse: Location = {
  id: guidFrom('location Main Warehouse'),
  name: 'Main Warehouse',
  isDefault: true,
  isDeprecated: false,
  parentId: null,
  parentName: null,
  address: ['1180 Harbor Avenue SW', 'Seattle', 'WA', '98126', 'United States'],
};

const locations: readonly Location[] = [
  mainWarehouse,
  bin('A-01'),
  bin('A-02'),
  bin('Quarantine'),
  place('Tacoma Yard', ['402 Port Center Road', 'Tacoma', 'WA', '98421', 'United States']),
  place('Portland Trade Counter', ['77 NW Front Avenue', 'Portland', 'OR', '97209', 'United States']),
  {
    ...place('Ballard Annex', ['15 Shilshole Lane', 'Seattle', 'WA', '98107', 'United States']),
    isDeprecated: true,
  },
];

export function place(name: string, address: Location['address']): Location {
  return { ...mainWarehouse, id: guidFrom(`location ${name}`), name, isDefault: false, address };
}

function bin(name: string): Location {
  const parent = { parentId: mainWarehouse.id, parentName: mainWarehouse.name };
  return { ...place(name, ['', '', '', '', '']), ...parent };
}

const purchaseFields: AttributeSet = {
  id: guidFrom('attribute set Purchase fields'),
  name: 'Purchase fields',
  attributes: [
    { name: 'Buyer', type: 'Text', values: '' },
    { name: 'Season', type: 'List', values: 'Spring, Summer, Autumn, Winter' },
  ],
};

/** An empty company has the same books but one place, as a new customer has. */
export function referenceBook(template: CompanyTemplate): ReferenceBook {
  const linked = accounts.map((account) => ledgerAccount(account, template.accountCodes));
  return {
    accounts: [...linked, ...cin7OnlyAccounts].sort((left, right) => (left.code < right.code ? -1 : 1)),
    taxRules,
    paymentTerms,
    locations: template.company === 'demo' ? locations : [mainWarehouse],
    attributeSets: [purchaseFields],
  };
}
