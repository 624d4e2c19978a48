import { paged } from '../http/paging.js';
import type { Query } from '../http/query.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import { equals } from '../http/text-filters.js';
import type { Shelved } from '../model/purchase-shelf.js';
import type { Settings } from '../model/settings.js';
import type { Tenant } from '../model/tenant.js';
import { renderPurchaseRow } from '../render/render-purchase-row.js';
import type { Cin7World } from '../world.js';

type Test = (shelved: Shelved) => boolean;

function listPurchases({ tenant, query, world }: Cin7Call): object {
  const isListed = (shelved: Shelved) => !shelved.isStandAloneCredit;
  const isApart = tenant.settings.standAloneCredits === 'apart' && tenant.purchases.hasStandAloneCredits();
  const kindTests = isApart ? [isListed] : [];
  const tests = [...changeTests(query, tenant, world), ...purchaseTests(query), ...kindTests];
  return page(tenant.purchases.all(), tests, { tenant, query });
}

/** Its moments lack the zone that those of the other list have. */
function listCreditNotes({ tenant, query, world }: Cin7Call): object {
  const isCredited = (shelved: Shelved) => shelved.isInCreditNoteList;
  const tests = [...changeTests(query, tenant, world), ...textTests(query), isCredited];
  return page(tenant.purchases.all(), tests, { tenant, query, withoutZone: true });
}

function page(
  rows: readonly Shelved[],
  tests: readonly Test[],
  call: Pick<Cin7Call, 'tenant' | 'query'> & { withoutZone?: boolean },
): object {
  const found = tests.length === 0 ? rows : rows.filter((row) => tests.every((test) => test(row)));
  const render = (shelved: Shelved): object => {
    const row = renderPurchaseRow(shelved, call.tenant);
    return call.withoutZone === true ? withoutZone(row) : row;
  };
  return paged(found, call.query, { key: 'PurchaseList', render });
}

function withoutZone(row: object): object {
  const moment = 'LastUpdatedDate' in row ? String(row.LastUpdatedDate).replace(/Z$/, '') : null;
  return { ...row, LastUpdatedDate: moment };
}

/** A stale page knows nothing of the latest changes. */
function changeTests(query: Query, { settings }: Tenant, world: Cin7World): Test[] {
  const since = query.moment('UpdatedSince');
  const earliest = since === undefined ? undefined : firstMomentAfter(since, settings.updatedSince);
  const { staleMs } = query.disturbance;
  const known = staleMs === 0 ? undefined : world.clock.now().getTime() - staleMs;
  const latest = [query.moment('UpdatedUntil'), known].filter((moment) => moment !== undefined);
  const until = latest.length === 0 ? undefined : Math.min(...latest);
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

/** Documented as «changed after», though nobody has proved that the boundary itself is left out. */
function firstMomentAfter(since: number, boundary: Settings['updatedSince']): number {
  return boundary === 'after' ? since + 1 : since;
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
    ...statusTest(query, 'DropShipTaskID', ({ purchase }) => purchase.dropShipTaskId ?? ''),
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
