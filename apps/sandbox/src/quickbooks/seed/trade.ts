import type { JsonObject } from '../json.js';
import { describe } from '../model/entity-table.js';
import type { EntityName } from '../model/member.js';
import { pacificDate } from '../pacific-time.js';
import { nowMs, type Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';
import { insert } from '../write/save.js';

const VENDORS = [
  'Anchor Glass Works',
  'Beacon Steel Supply',
  'Copper & Kettle Co.',
  'Driftwood Crates',
  'Eastport Paper',
  'Fairwind Canvas',
  'Gullwing Hinges',
  'Heron Electrical',
  'Islander Paint',
  'Juniper Plastics',
];
const GOODS = [
  'Hinge',
  'Bracket',
  'Rope',
  'Cleat',
  'Lantern',
  'Crate',
  'Plank',
  'Varnish',
  'Screw',
  'Tarpaulin',
];
const SIZES = ['small', 'large'];
const CUSTOMERS_MORE = 27;
const BILLS = 15;
const ORDERS = 9;
const PAYMENTS = 10;
const DAY_MS = 86_400_000;

/** A year's trade in small: as many names, items and documents as a sample company of Intuit's has. */
export function seedTrade(realm: Realm): void {
  const vendors = VENDORS.map((DisplayName) => put(realm, 'Vendor', { DisplayName }));
  for (let place = 1; place <= CUSTOMERS_MORE; place += 1)
    put(realm, 'Customer', { DisplayName: `Harbour Customer ${place}` });
  const items = GOODS.flatMap((good) => SIZES.map((size) => put(realm, 'Item', anItem(`${good} ${size}`))));
  const documentOf = (place: number): JsonObject => ({
    VendorRef: { value: vendors[place % vendors.length]?.id ?? '' },
    TxnDate: pacificDate(nowMs(realm) - (place + 1) * DAY_MS),
    ...taxOf(realm),
    Line: [anItemLine(realm, items[place % items.length]?.id ?? '', place + 1)],
  });
  for (let place = 0; place < ORDERS; place += 1)
    put(realm, 'PurchaseOrder', { ...documentOf(place), APAccountRef: { value: '33' } });
  const bills = Array.from({ length: BILLS }, (_, place) => put(realm, 'Bill', documentOf(place)));
  for (const bill of bills.slice(0, PAYMENTS)) pay(realm, bill);
}

function put(realm: Realm, entity: EntityName, body: JsonObject): StoredObject {
  return insert({ realm, description: describe(entity) }, body);
}

function anItem(Name: string): JsonObject {
  const accounts = { IncomeAccountRef: { value: '79' }, ExpenseAccountRef: { value: '80' } };
  return { Name, Type: 'NonInventory', PurchaseCost: 2.5, ...accounts };
}

/** Outside the US the first code of the country stands on every line. */
function taxOf({ country }: Realm): JsonObject {
  return country === 'US' ? {} : { GlobalTaxCalculation: 'TaxExcluded' };
}

function anItemLine({ country }: Realm, itemId: string, Qty: number): JsonObject {
  const code = country === 'US' ? {} : { TaxCodeRef: { value: '1' } };
  return {
    Amount: Qty * 2.5,
    DetailType: 'ItemBasedExpenseLineDetail',
    ItemBasedExpenseLineDetail: { ItemRef: { value: itemId }, Qty, UnitPrice: 2.5, ...code },
  };
}

function pay(realm: Realm, { id, body }: StoredObject): void {
  const amount = body.TotalAmt ?? 0;
  put(realm, 'BillPayment', {
    VendorRef: body.VendorRef ?? null,
    PayType: 'Check',
    CheckPayment: { BankAccountRef: { value: '35' } },
    TotalAmt: amount,
    Line: [{ Amount: amount, LinkedTxn: [{ TxnId: id, TxnType: 'Bill' }] }],
  });
}
