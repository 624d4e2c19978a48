import type { JsonObject } from '../json.js';
import { describe } from '../model/entity-table.js';
import type { EntityName } from '../model/member.js';
import type { Realm } from '../realm/realm.js';
import { insert } from '../write/save.js';

const TERMS: readonly JsonObject[] = [
  { Name: 'Due on receipt', DueDays: 0 },
  { Name: 'Net 10', DueDays: 10 },
  { Name: 'Net 15', DueDays: 15 },
  { Name: 'Net 30', DueDays: 30 },
  { Name: 'Net 60', DueDays: 60 },
  { Name: '2% 10 Net 30', DueDays: 30, DiscountDays: 10, DiscountPercent: 2 },
  { Name: '20th of next month', DayOfMonthDue: 20, DueNextMonthDays: 20 },
];

const ITEMS: readonly JsonObject[] = [
  { Name: 'Freight', Type: 'Service', IncomeAccountRef: { value: '67' }, ExpenseAccountRef: { value: '73' } },
  {
    Name: 'Stock Purchase',
    Type: 'NonInventory',
    IncomeAccountRef: { value: '79' },
    ExpenseAccountRef: { value: '80' },
  },
  {
    Name: 'Cedar Plank 6ft',
    Type: 'Inventory',
    Sku: 'CED-6',
    TrackQtyOnHand: true,
    QtyOnHand: 120,
    InvStartDate: '2019-04-01',
    IncomeAccountRef: { value: '79' },
    ExpenseAccountRef: { value: '80' },
    AssetAccountRef: { value: '81' },
  },
];

export function seedLists(realm: Realm): void {
  putAll(realm, 'Term', TERMS);
  putAll(realm, 'Class', [{ Name: 'Wholesale' }, { Name: 'Retail' }, { Name: 'Online' }]);
  putAll(realm, 'Department', [{ Name: 'Main Warehouse' }, { Name: 'Dockside' }, { Name: 'Trade Counter' }]);
  seedTaxes(realm);
  putAll(realm, 'Item', ITEMS);
}

function putAll(realm: Realm, entity: EntityName, bodies: readonly JsonObject[]): void {
  for (const body of bodies) insert({ realm, description: describe(entity) }, body);
}

interface PurchaseTax {
  readonly code: string;
  readonly percent: number;
}

/** A few codes of each country that matter on a purchase. */
const TAXES: Readonly<Record<string, readonly PurchaseTax[]>> = {
  GB: [
    { code: '20.0% S', percent: 20 },
    { code: '5.0% R', percent: 5 },
    { code: '0.0% Z', percent: 0 },
  ],
  AU: [
    { code: 'GST on purchases', percent: 10 },
    { code: 'GST free purchases', percent: 0 },
  ],
  NZ: [{ code: '15% GST (purchases)', percent: 15 }],
  CA: [
    { code: 'HST ON', percent: 13 },
    { code: 'GST', percent: 5 },
    { code: 'Zero-rated', percent: 0 },
  ],
};

function seedTaxes(realm: Realm): void {
  if (realm.country === 'US') {
    const codes = describe('TaxCode');
    insert(
      { realm, description: codes },
      { Name: 'TAX', Description: 'Taxable', Active: true, Taxable: true, TaxGroup: false },
      {},
      'TAX',
    );
    insert(
      { realm, description: codes },
      { Name: 'NON', Description: 'Non-Taxable', Active: true, Taxable: false, TaxGroup: false },
      {},
      'NON',
    );
    return;
  }
  for (const { code, percent } of TAXES[realm.country] ?? TAXES.GB ?? []) seedTax(realm, code, percent);
}

function seedTax(realm: Realm, code: string, percent: number): void {
  const rate = insert(
    { realm, description: describe('TaxRate') },
    {
      Name: `${code} (Purchases)`,
      RateValue: percent,
      Active: true,
      SpecialTaxType: 'NONE',
      DisplayType: 'ReadOnly',
    },
  );
  const detail = { TaxRateRef: { value: rate.id }, TaxTypeApplicable: 'TaxOnAmount', TaxOrder: 0 };
  insert(
    { realm, description: describe('TaxCode') },
    {
      Name: code,
      Description: code,
      Active: true,
      Taxable: percent > 0,
      TaxGroup: true,
      PurchaseTaxRateList: { TaxRateDetail: [detail] },
    },
  );
}
