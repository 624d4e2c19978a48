import type { WireObject } from '#libs/quickbooks';
import type { System } from '../e2e/system.js';
import { chart, terms } from './chart.js';
import type { Changes, Pair } from './pair.js';

const COUNTRIES: Readonly<Record<string, string>> = { USD: 'US', GBP: 'GB', CAD: 'CA' };

export interface Realm {
  readonly realmId: string;
  readonly refreshToken: string;
}

/** A QuickBooks company that holds just what the pair's context says, under the same ids. */
export async function laidOutBooks({ quickBooks }: System, { changes }: Pair): Promise<Realm> {
  const { homeCurrency = 'USD' } = changes;
  const country = COUNTRIES[homeCurrency];
  const realm = await quickBooks.post('/realms', { company: 'bare', country, homeCurrency });
  const path = `/realms/${realm.realmId}`;
  await quickBooks.post(`${path}/settings`, {
    queryLagMs: 0,
    changesLagMs: 0,
    inactiveNamesMarked: !changes.inactiveNamesHeld,
    preferences: { CurrencyPrefs: { MultiCurrencyEnabled: changes.multiCurrency ?? false } },
  });
  for (const [entity, objects] of objectsOf(changes))
    for (const object of objects) await quickBooks.post(`${path}/objects/${entity}`, object);
  await quickBooks.post(`${path}/settings`, { preferences: preferencesOf(changes) });
  return realm;
}

/** Set once the lists are there: a company that keeps no classes takes none. */
function preferencesOf({ tracking = {}, usesSalesTax, homeCurrency = 'USD' }: Changes): WireObject {
  return {
    AccountingInfoPrefs: {
      ClassTrackingPerTxnLine: tracking.classes ?? true,
      TrackDepartments: tracking.departments ?? true,
    },
    VendorAndPurchasesPrefs: {
      TrackingByCustomer: true,
      BillableExpenseTracking: tracking.billableExpenses ?? true,
    },
    TaxPrefs: { UsingSalesTax: usesSalesTax ?? homeCurrency !== 'USD' },
  };
}

function objectsOf(changes: Changes): readonly (readonly [entity: string, objects: readonly WireObject[]])[] {
  const named = (objects: Changes['items'] = []) =>
    objects.map(({ id, name, active }) => ({ Id: id, Name: name, Active: active }));
  return [
    ['account', chart.map(([AcctNum, Id, Name, AccountType]) => ({ Id, AcctNum, Name, AccountType }))],
    [
      'account',
      Object.entries(changes.payables ?? {}).map(([currency, Id]) => ({
        Id,
        Name: `Accounts Payable (A/P) - ${currency}`,
        AccountType: 'Accounts Payable',
        CurrencyRef: { value: currency },
      })),
    ],
    ['term', terms.map(([Id, Name]) => ({ Id, Name, DueDays: 30 }))],
    ['taxrate', (changes.taxRates ?? []).map((rate) => ({ Active: true, ...rate }))],
    ['taxcode', changes.taxCodes ?? []],
    [
      'item',
      named(changes.items).map((item) => ({
        ...item,
        Type: 'NonInventory',
        ExpenseAccountRef: { value: '94' },
      })),
    ],
    ['class', named(changes.classes)],
    ['department', named(changes.departments)],
    ['customer', (changes.customers ?? []).map(({ id, name }) => ({ Id: id, DisplayName: name }))],
    ...(changes.holders ?? []).map(
      ({ entity, id, displayName }) => [entity, [{ Id: id, DisplayName: displayName }]] as const,
    ),
    ['vendor', vendorsOf(changes)],
  ];
}

/** Those that a supplier of ours has already come by the same way as in life: by being posted before. */
function vendorsOf({ named = [], ruled, multiCurrency = false }: Changes): readonly WireObject[] {
  return [...named, ...(ruled ? [ruled] : [])]
    .filter(({ linkedSupplierId }) => linkedSupplierId === null)
    .map(({ id, displayName, currency, active }) => ({
      Id: id,
      DisplayName: displayName,
      Active: active,
      ...(multiCurrency ? { CurrencyRef: { value: currency } } : {}),
    }));
}
