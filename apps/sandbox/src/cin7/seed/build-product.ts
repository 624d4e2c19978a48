import { guidFrom } from '../model/identifiers.js';
import type { Product } from '../model/product.js';
import type { Tenant } from '../model/tenant.js';

export interface ProductFacts {
  readonly sku: string;
  readonly name?: string | undefined;
  readonly account?: string | null | undefined;
  readonly type?: 'Stock' | 'Service' | undefined;
}

/** The product of this SKU. Who arranges a purchase need not arrange its products first: they come into the books by it. */
export function productFor(tenant: Tenant, facts: ProductFacts, atMs: number): Product {
  const key = facts.sku.toLowerCase();
  const known = tenant.products.get(key);
  if (known !== undefined) return known;
  const product = buildProduct(tenant, facts, atMs);
  tenant.products.set(key, product);
  return product;
}

export function buildProduct(tenant: Tenant, facts: ProductFacts, atMs: number): Product {
  return {
    id: guidFrom(`${tenant.accountId}/product/${facts.sku}`),
    sku: facts.sku,
    name: facts.name ?? facts.sku,
    type: facts.type ?? 'Stock',
    category: 'Other',
    costingMethod: 'FIFO',
    unit: 'Item',
    inventoryAccount: facts.account ?? null,
    expenseAccount: null,
    cogsAccount: null,
    revenueAccount: null,
    purchaseTaxRule: null,
    isDeprecated: false,
    lastModifiedMs: atMs,
    suppliers: [],
    attachments: [],
  };
}
