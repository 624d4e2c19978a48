import type { ReceiptLine } from '../model/purchase.js';

/** What Cin7 says when a product comes in twice at one place in one batch; `undefined` when it does not. */
export function repeatedReceiptLine(lines: readonly ReceiptLine[]): string | undefined {
  const seen = new Set<string>();
  for (const { productId, sku, location, batch, expiry } of lines) {
    const key = [productId, location, batch, expiry].join('/');
    if (seen.has(key))
      return `Cannot add duplicate value in stock received lines. (Product:${sku}, Location:${location ?? ''})`;
    seen.add(key);
  }
  return undefined;
}
