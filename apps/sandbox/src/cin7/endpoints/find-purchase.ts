import { Cin7Error } from '../http/cin7-error.js';
import type { Cin7Call } from '../http/routes.js';
import type { Purchase } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import type { PurchaseView } from '../render/purchase-view.js';
import { isStandAloneCredit } from '../rules/purchase-kind.js';

/** The task that the old endpoints mean. They know simple purchases only, and they say so. */
export function simplePurchase(tenant: Tenant, id: string | undefined): Purchase {
  const purchase = tenant.purchases.get(id ?? '');
  if (purchase === undefined) throw new Cin7Error('Purchase Task with specified ID not found');
  if (purchase.type === 'simple') return purchase;
  throw new Cin7Error(
    'This endpoint is deprecated and does not support Advanced Purchase and Service Purchase. Please use AdvancedPurchase endpoint',
  );
}

/** Whether a supplier credit without a purchase can be read is not known; the account's settings say. */
export function anyPurchase(tenant: Tenant, id: string | undefined): Purchase {
  const purchase = tenant.purchases.get(id ?? '');
  const isHidden =
    purchase !== undefined &&
    isStandAloneCredit(purchase) &&
    tenant.settings.standAloneCreditDetail === 'not-found';
  if (purchase === undefined || isHidden) throw new Cin7Error('Purchase not found');
  return purchase;
}

/** By its own id or by that of one of its groups. */
export function purchaseWithTask(tenant: Tenant, id: string | undefined): Purchase {
  const wanted = id ?? '';
  const purchase = tenant.purchases.get(wanted) ?? tenant.purchases.withTask(wanted);
  if (purchase === undefined) throw new Cin7Error('Purchase Task with specified ID not found');
  return purchase;
}

export function viewOf({
  tenant,
  query,
  origin,
}: Pick<Cin7Call, 'tenant' | 'query' | 'origin'>): PurchaseView {
  return {
    baseCurrency: tenant.company.baseCurrency,
    combineCharges: query.isTrue('CombineAdditionalCharges'),
    lineTotals: tenant.settings.lineTotals,
    origin,
    locationId: (name) => tenant.books.locations.find((location) => location.name === name)?.id ?? null,
  };
}

/** Writes answer the document as it is read without any parameter. */
export function plainViewOf(call: Pick<Cin7Call, 'tenant' | 'query' | 'origin'>): PurchaseView {
  return { ...viewOf(call), combineCharges: false };
}
