import { paged } from '../http/paging.js';
import type { Query } from '../http/query.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { equals } from '../http/text-filters.js';
import type { Shelved } from '../model/purchase-shelf.js';
import type { Settings } from '../model/settings.js';
import { renderPurchaseRow } from '../render/render-purchase-row.js';
import { isCredited } from '../rules/purchase-status.js';

type Test = (shelved: Shelved) => boolean;

function listPurchases({ tenant, query }: Cin7Call): object {
  const tests = [...changeTests(query, tenant.settings), ...purchaseTests(query)];
  return page(tenant.purchases.all(), tests, { tenant, query });
}

/** Its moments lack the zone that those of the other list have. */
function listCreditNotes({ tenant, query }: Cin7Call): object {
  const tests = [...changeTests(query, tenant.settings), ...textTests(query)];
  const credited = tenant.purchases.all().filter(({ purchase }) => purchase.creditNotes.some(isCredited));
  return page(credited, tests, { tenant, query, withoutZone: true });
}

function page(
  rows: readonly Shelved[],
  tests: readonly Test[],
  call: Pick<Cin7Call, 'tenant' | 'query'> & { withoutZone?: boolean },
): object {
  const found = tests.length === 0 ? rows : rows.filter((row) => tests.every((test) => test(row)));
  const render = (shelved: Shelved): object => {
    const row = renderPurchaseRow(shelved, call.tenant.company.baseCurrency);
    return call.withoutZone === true ? withoutZone(row) : row;
  };
  return paged(found, call.query, { key: 'PurchaseList', render });
}

function withoutZone(row: object): object {
  const moment = 'LastUpdatedDate' in row ? String(row.LastUpdatedDate).replace(/Z$/, '') : null;
  return { ...row, LastUpdatedDate: moment };
}

function changeTests(query: Query, settings: Settings): Test[] {
  const since = query.moment('UpdatedSince');
  const until = query.moment('UpdatedUntil');
  const earliest = since === undefined ? undefined : settings.updatedSince === 'after' ? since + 1 : since;
  return [
    ...(earliest === undefined ? [] : [({ lastUpdatedMs }: Shelved) => lastUpdatedMs >= earliest]),
    ...(until === undefined ? [] : [({ lastUpdatedMs }: Shelved) => lastUpdatedMs <= until]),
  ];
}

function textTests(query: Query): Test[] {
  const search = query.text('Search')?.toLowerCase();
  return [
    ...(search === undefined ? [] : [({ row }: Shelved) => row.searchText.includes(search)]),
    ...statusTest(query, 'Status', ({ row }) => row.status),
    ...statusTest(query, 'CreditNoteStatus', ({ row }) => row.creditNoteStatus),
  ];
}

/** `RestockReceivedStatus` is in the manual and does nothing; `StockReceivedStatus` is not and works. `Type` does nothing. */
function purchaseTests(query: Query): Test[] {
  const requiredBy = query.text('RequiredBy')?.slice(0, 10);
  return [
    ...textTests(query),
    ...statusTest(query, 'OrderStatus', ({ row }) => row.orderStatus),
    ...statusTest(query, 'StockReceivedStatus', ({ row }) => row.stockReceivedStatus),
    ...statusTest(query, 'InvoiceStatus', ({ row }) => row.invoiceStatus),
    ...statusTest(query, 'UnstockStatus', ({ row }) => row.unstockStatus),
    ...(requiredBy === undefined
      ? []
      : [({ purchase }: Shelved) => (purchase.requiredBy ?? '9999') <= requiredBy]),
    ...(query.text('DropShipTaskID') === undefined ? [] : [() => false]),
  ];
}

/** One value only: two of them, however they are joined, are a word that no purchase has. */
function statusTest(query: Query, parameter: string, status: (shelved: Shelved) => string): Test[] {
  const asked = query.text(parameter);
  return asked === undefined ? [] : [(shelved) => equals(status(shelved), asked)];
}

export const purchaseListRoutes: Routes = {
  purchaselist: { GET: listPurchases },
  purchasecreditnotelist: { GET: listCreditNotes },
};
