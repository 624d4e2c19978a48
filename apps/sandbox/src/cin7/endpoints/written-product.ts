import { type Fields, textIn } from '../http/body.js';
import { guidFrom } from '../model/identifiers.js';
import type { Tenant } from '../model/tenant.js';
import { productBy } from '../rules/unknown-references.js';

/** The product that a written line means. Where unknown ones are accepted, it is what the line says of it. */
export function writtenProduct(
  tenant: Tenant,
  line: Fields,
): { productId: string; sku: string; name: string } {
  const given = { sku: textIn(line, 'SKU'), id: textIn(line, 'ProductID') };
  const known = productBy(tenant, given);
  const sku = known?.sku ?? given.sku ?? '';
  return {
    productId: known?.id ?? given.id ?? guidFrom(`${tenant.accountId}/product/${sku}`),
    sku,
    name: textIn(line, 'Name') ?? known?.name ?? sku,
  };
}
