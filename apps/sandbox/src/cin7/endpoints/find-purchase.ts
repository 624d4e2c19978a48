import { Cin7Error } from '../http/cin7-error.js';
import type { Query } from '../http/query.js';
import type { Purchase } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import type { PurchaseView } from '../render/render-simple-purchase.js';

/** The task that the old endpoints mean. They know simple purchases only, and they say so. */
export function simplePurchase(tenant: Tenant, id: string | undefined): Purchase {
  const purchase = tenant.purchases.get(id ?? '');
  if (purchase === undefined) throw new Cin7Error('Purchase Task with specified ID not found');
  if (purchase.type === 'simple') return purchase;
  throw new Cin7Error(
    'This endpoint is deprecated and does not support Advanced Purchase and Service Purchase. Please use AdvancedPurchase endpoint',
  );
}

export function anyPurchase(tenant: Tenant, id: string | undefined): Purchase {
  const purchase = tenant.purchases.get(id ?? '');
  if (purchase === undefined) throw new Cin7Error('Purchase not found');
  return purchase;
}

export function viewOf(tenant: Tenant, query: Query): PurchaseView {
  return {
    baseCurrency: tenant.company.baseCurrency,
    combineCharges: query.isTrue('CombineAdditionalCharges'),
    locationId: (name) => tenant.books.locations.find((location) => location.name === name)?.id ?? null,
  };
}
