import type { Product } from '../model/product.js';
import type { Tenant } from '../model/tenant.js';

export interface References {
  readonly product?: { readonly sku: string | undefined; readonly id: string | undefined };
  readonly taxRule?: string | undefined;
  readonly account?: string | undefined;
}

/** Complaints about what a line names and the account's books do not have. */
export function unknownReferences(tenant: Tenant, line: References): string[] {
  if (tenant.settings.unknownReferences === 'accepted') return [];
  const { books } = tenant;
  const { product, taxRule, account } = line;
  const isNamed = product?.sku !== undefined || product?.id !== undefined;
  return [
    ...(isNamed && productBy(tenant, product) === undefined
      ? [`Product '${product.sku ?? product.id}' was not found in Products reference book`]
      : []),
    ...(taxRule !== undefined && !books.taxRules.some(({ name }) => name === taxRule)
      ? [`Tax rule '${taxRule}' was not found in Tax Rules reference book`]
      : []),
    ...(account !== undefined && !books.accounts.some(({ code }) => code === account)
      ? [`Account '${account}' was not found in Accounts reference book`]
      : []),
  ];
}

/** By SKU, or else by id. */
export function productBy(
  { products }: Tenant,
  { sku, id }: { sku: string | undefined; id: string | undefined },
): Product | undefined {
  if (sku !== undefined) return products.get(sku.toLowerCase());
  const wanted = id?.toLowerCase();
  return [...products.values()].find((product) => product.id === wanted);
}
