import { compare, type Decimal, subtract, ZERO } from './decimal.js';
import type { PurchaseLine, SupplierInvoice } from './purchase.js';

/**
 * Which line of the order each line of each invoice delivers on. Cin7 does not say: lines are matched by product, else by
 * description, and each order line serves until its quantity is used up. Of several lines of one product the one that fits
 * best is taken: of the same quantity, else one with enough left, else any that is open; more than was ordered uses it
 * up. What nothing was ordered of, or nothing is left of, has no line.
 */
export function deliveries(
  ordered: readonly PurchaseLine[],
  invoices: readonly SupplierInvoice[],
): ReadonlyMap<SupplierInvoice, readonly (number | null)[]> {
  const left = ordered.map(({ quantity }) => quantity);
  return new Map(
    invoices.map((invoice) => [invoice, invoice.lines.map((line) => deliver(line, ordered, left))]),
  );
}

function deliver(line: PurchaseLine, ordered: readonly PurchaseLine[], left: Decimal[]): number | null {
  // What is given back is no delivery.
  if (!isPositive(line.quantity)) return null;
  const open = ordered.flatMap((each, index) =>
    isSame(each, line) && isPositive(left[index] ?? ZERO) ? [index] : [],
  );
  const compared = (index: number) => compare(left[index] ?? ZERO, line.quantity);
  const best =
    open.find((index) => compared(index) === 0) ?? open.find((index) => compared(index) > 0) ?? open[0];
  if (best === undefined) return null;
  left[best] = subtract(left[best] ?? ZERO, line.quantity);
  return best;
}

function isPositive(quantity: Decimal): boolean {
  return compare(quantity, ZERO) > 0;
}

function isSame(ordered: PurchaseLine, invoiced: PurchaseLine): boolean {
  if (ordered.productId !== null && invoiced.productId !== null)
    return ordered.productId === invoiced.productId;
  if (ordered.sku !== null || invoiced.sku !== null) return ordered.sku === invoiced.sku;
  return ordered.description === invoiced.description;
}
