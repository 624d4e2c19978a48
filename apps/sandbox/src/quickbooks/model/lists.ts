import type { EntityDescription } from './description.js';
import {
  bareReference,
  currency,
  date,
  flag,
  list,
  number,
  object,
  reference,
  type Shape,
  text,
} from './member.js';

const NAME_FORBIDDEN = /[:"\t\n]/;
const both = { find: 'FS' } as const;

const account: Shape = {
  Name: text({ needed: true, max: 100, refuses: NAME_FORBIDDEN, ...both }),
  AcctNum: text({ max: 20, refuses: /:/ }),
  Description: text({ max: 100, ...both }),
  Active: flag({ kept: true, ...both }),
  AccountType: text({ kept: true, ...both }),
  AccountSubType: text({ kept: true, ...both }),
  AccountAlias: text(),
  TxnLocationType: text(),
  CurrencyRef: currency({ kept: true }),
  ParentRef: bareReference('Account'),
  TaxCodeRef: bareReference('TaxCode'),
  SubAccount: flag({ readOnly: true, ...both }),
  Classification: text({ readOnly: true, ...both }),
  FullyQualifiedName: text({ readOnly: true, ...both }),
  CurrentBalance: number({ readOnly: true, ...both }),
  CurrentBalanceWithSubAccounts: number({ readOnly: true }),
};

const term: Shape = {
  Name: text({ needed: true, max: 31, ...both }),
  Active: flag({ kept: true, ...both }),
  Type: text({ readOnly: true }),
  DueDays: number({ min: 0, max: 999 }),
  DiscountDays: number({ min: 0, max: 999 }),
  DiscountPercent: number({ min: 0, max: 100 }),
  DayOfMonthDue: number({ min: 1, max: 31 }),
  DueNextMonthDays: number({ min: 0, max: 999 }),
  DiscountDayOfMonth: number({ min: 0, max: 31 }),
};

const tree: Shape = {
  Name: text({ needed: true, max: 100, refuses: NAME_FORBIDDEN, ...both }),
  Active: flag({ kept: true, ...both }),
  FullyQualifiedName: text({ readOnly: true, ...both }),
};

const rates = () =>
  object({
    TaxRateDetail: list({
      TaxRateRef: reference('TaxRate'),
      TaxTypeApplicable: text(),
      TaxOrder: number(),
      TaxOnTaxOrder: number(),
    }),
  });

const taxCode: Shape = {
  Name: text({ max: 100, ...both }),
  Description: text({ max: 100, ...both }),
  Active: flag({ find: 'F' }),
  Taxable: flag(),
  TaxGroup: flag(),
  Hidden: flag(),
  TaxCodeConfigType: text(),
  PurchaseTaxRateList: rates(),
  SalesTaxRateList: rates(),
};

const taxRate: Shape = {
  Name: text({ max: 100, ...both }),
  Description: text({ max: 100, ...both }),
  Active: flag(both),
  RateValue: number(),
  AgencyRef: bareReference(null, both),
  SpecialTaxType: text(),
  DisplayType: text(),
  EffectiveTaxRate: list({ RateValue: number(), EffectiveDate: text() }),
};

const item: Shape = {
  ...tree,
  Sku: text({ max: 100, ...both }),
  Description: text({ max: 4000 }),
  Type: text({
    kept: true,
    choices: ['Inventory', 'NonInventory', 'Service', 'Group', 'Category', 'Bundle'],
    ...both,
  }),
  ItemCategoryType: text(),
  Taxable: flag({ find: 'F' }),
  SalesTaxIncluded: flag(),
  PurchaseTaxIncluded: flag(),
  UnitPrice: number({ max: 99_999_999_999, find: 'S' }),
  PurchaseCost: number({ max: 99_999_999_999, find: 'S' }),
  PurchaseDesc: text({ max: 1000 }),
  IncomeAccountRef: reference('Account'),
  ExpenseAccountRef: reference('Account'),
  AssetAccountRef: reference('Account'),
  TrackQtyOnHand: flag(),
  QtyOnHand: number(),
  ReorderPoint: number(),
  InvStartDate: date(),
  ParentRef: bareReference('Item'),
  ClassRef: reference('Class'),
  PrefVendorRef: reference('Vendor'),
  SalesTaxCodeRef: bareReference('TaxCode'),
  PurchaseTaxCodeRef: bareReference('TaxCode'),
  SubItem: flag({ readOnly: true, find: 'F' }),
  Level: number({ readOnly: true }),
};

const shared = {
  kind: 'list',
  operations: ['create', 'update'],
  changeFeed: true,
  nameMember: 'Name',
} as const;
/** Tax codes are made through a service of their own, and their changes are not announced. */
const fixed = { kind: 'list', operations: [], changeFeed: false, nameMember: 'Name' } as const;

const klass: Shape = { ...tree, ParentRef: bareReference('Class'), SubClass: flag({ readOnly: true }) };
const department: Shape = {
  ...tree,
  ParentRef: bareReference('Department'),
  SubDepartment: flag({ readOnly: true, find: 'S' }),
};

export const lists: readonly EntityDescription[] = [
  {
    name: 'Account',
    path: 'account',
    sequence: 'Account',
    setName: 'Accounts',
    shape: account,
    subMember: 'SubAccount',
    nameSpace: 'accounts',
    nameHolders: 'account',
    ...shared,
  },
  {
    name: 'Term',
    path: 'term',
    sequence: 'Term',
    setName: 'Terms',
    shape: term,
    nameSpace: 'terms',
    nameHolders: 'term',
    ...shared,
  },
  {
    name: 'Class',
    path: 'class',
    sequence: 'Class',
    setName: 'Klasses',
    shape: klass,
    subMember: 'SubClass',
    nameSpace: 'classes',
    nameHolders: 'class',
    ...shared,
  },
  {
    name: 'Department',
    path: 'department',
    sequence: 'Department',
    setName: 'Depts',
    shape: department,
    subMember: 'SubDepartment',
    nameSpace: 'departments',
    nameHolders: 'location',
    ...shared,
  },
  {
    name: 'Item',
    path: 'item',
    sequence: 'Item',
    setName: 'Items',
    shape: item,
    subMember: 'SubItem',
    nameSpace: 'items',
    nameHolders: 'product or service',
    ...shared,
  },
  { name: 'TaxCode', path: 'taxcode', sequence: 'TaxCode', setName: 'TaxCodes', shape: taxCode, ...fixed },
  { name: 'TaxRate', path: 'taxrate', sequence: 'TaxRate', setName: 'TaxRates', shape: taxRate, ...fixed },
];
