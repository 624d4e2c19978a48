/** Complaints about products that stand on more than one line. The examples have some, and one account refused them. */
export function repeatedSkus(skus: readonly string[]): string[] {
  const small = skus.map((sku) => sku.toLowerCase());
  const repeated = skus.filter((_sku, index) => small.indexOf(small[index] ?? '') < index);
  return [...new Set(repeated)].map((sku) => `Lines contain duplicate SKU '${sku}'.`);
}
