import type { JsonObject } from '../json.js';
import { describe } from '../model/entity-table.js';
import type { EntityName } from '../model/member.js';
import type { Realm } from '../realm/realm.js';
import { insert } from '../write/save.js';
import { seedTaxes } from './taxes.js';

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
