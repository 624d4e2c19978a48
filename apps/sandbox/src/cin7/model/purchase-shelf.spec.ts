import { describe, expect, it } from '@jest/globals';
import { purchaseListRoutes } from '../endpoints/purchase-list.js';
import { Query } from '../http/query.js';
import type { Cin7Call } from '../http/routes.js';
import { buildPurchase } from '../seed/build-purchase.js';
import { buildSupplier } from '../seed/build-supplier.js';
import { newTenant } from '../seed/new-tenant.js';
import { guidFrom } from './identifiers.js';
import type { Tenant } from './tenant.js';

const template = { company: 'empty', accountCodes: 'linked' } as const;
const now = new Date('2026-11-20T00:00:00Z');

function tenantWith(orderNumbers: readonly string[]): Tenant {
  const tenant = newTenant({ accountId: 'a', applicationKeys: [], template, callsPerMinute: 60 });
  tenant.suppliers.put(buildSupplier(tenant, { name: 'Some' }, now));
  const model = buildPurchase(tenant, { supplier: 'Some' }, now);
  for (const orderNumber of orderNumbers)
    tenant.purchases.put({ ...model, id: guidFrom(orderNumber), orderNumber });
  return tenant;
}

function list(tenant: Tenant, query: string): { Total: number; PurchaseList: { OrderNumber: string }[] } {
  const call = { tenant, query: new Query(new URLSearchParams(query)) } as Cin7Call;
  return purchaseListRoutes.purchaselist?.GET?.(call) as ReturnType<typeof list>;
}

describe('the shelf of purchases', () => {
  it('keeps the order of the numbers, whatever the order in which they came', () => {
    const tenant = tenantWith(['PO-00010', 'PO-99999', 'PO-00002', 'PO-100000', 'PO-00011']);
    const numbers = list(tenant, '').PurchaseList.map((row) => row.OrderNumber);
    expect(numbers).toEqual(['PO-00002', 'PO-00010', 'PO-00011', 'PO-99999', 'PO-100000']);
  });

  it('takes in a change without a second row', () => {
    const tenant = tenantWith(['PO-1', 'PO-2']);
    const [first] = tenant.purchases.all();
    if (first === undefined) throw new Error('The shelf is empty.');
    first.purchase.isVoided = true;
    tenant.purchases.put(first.purchase);
    expect(list(tenant, 'Status=VOIDED').Total).toBe(1);
    expect(list(tenant, '').Total).toBe(2);
  });
});
