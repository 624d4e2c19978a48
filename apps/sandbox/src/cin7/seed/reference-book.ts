import { chartAtHomeIn } from '../../company/chart-elsewhere.js';
import type { Place, PlaceAddress, TaxRuleRow, TradingCompany } from '../../company/trading-company.js';
import { guidFrom } from '../model/identifiers.js';
import type { AttributeSet, Location, PaymentTerm, ReferenceBook, TaxRule } from '../model/reference-book.js';
import type { CompanyTemplate } from '../model/tenant.js';
import { cin7OnlyAccounts, ledgerAccount } from './ledger-accounts.js';

export function taxRule([name, percent, use, isActive = true]: TaxRuleRow): TaxRule {
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

/** Every place of the company with its bins. */
function locationsOf([main, ...others]: TradingCompany['places']): readonly Location[] {
  return [
    { ...place(main.name, main.address), isDefault: true },
    ...binsOf(main),
    ...others.flatMap((each) => [
      { ...place(each.name, each.address), isDeprecated: each.isDeprecated ?? false },
      ...binsOf(each),
    ]),
  ];
}

function binsOf({ name: parentName, bins = [] }: Place): Location[] {
  const { id: parentId } = place(parentName);
  return bins.map((name) => ({ ...place(name), parentId, parentName }));
}

export function place(name: string, address: PlaceAddress = ['', '', '', '', '']): Location {
  const id = guidFrom(`location ${name}`);
  return { id, name, isDefault: false, isDeprecated: false, parentId: null, parentName: null, address };
}

const purchaseFields: AttributeSet = {
  id: guidFrom('attribute set Purchase fields'),
  name: 'Purchase fields',
  attributes: [
    { name: 'Buyer', type: 'Text', values: '' },
    { name: 'Season', type: 'List', values: 'Spring, Summer, Autumn, Winter' },
  ],
};

export interface NewBook {
  readonly template: CompanyTemplate;
  readonly trading: TradingCompany;
  readonly baseCurrency: string;
}

/** An empty company has the same books but one place, as a new customer has. */
export function referenceBook({ template, trading, baseCurrency }: NewBook): ReferenceBook {
  const linked = chartAtHomeIn(baseCurrency).map((account) => ledgerAccount(account, template.accountCodes));
  const locations = locationsOf(trading.places);
  return {
    accounts: [...linked, ...cin7OnlyAccounts(baseCurrency)].sort((left, right) =>
      left.code < right.code ? -1 : 1,
    ),
    taxRules: trading.taxRules.map(taxRule),
    paymentTerms,
    locations: template.company === 'demo' ? locations : locations.slice(0, 1),
    attributeSets: [purchaseFields],
  };
}
