import { compare, type Decimal, subtract, ZERO } from './decimal.js';
import type { PurchaseLine, SupplierInvoice } from './purchase.js';

/**
 * Which line of the order each line of each invoice delivers on. Cin7 does not say: lines are matched by product, else
 * by description, and each order line serves until its quantity is used up. What nothing was ordered of has no line.
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
  const open = ordered.findIndex((each, index) => isSame(each, line) && isLeft(left[index]));
  if (open < 0) return null;
  left[open] = subtract(left[open] ?? ZERO, line.quantity);
  return open;
}

function isLeft(quantity: Decimal | undefined): boolean {
  return quantity !== undefined && compare(quantity, ZERO) > 0;
}

function isSame(ordered: PurchaseLine, invoiced: PurchaseLine): boolean {
  if (ordered.productId !== null && invoiced.productId !== null)
    return ordered.productId === invoiced.productId;
  if (ordered.sku !== null || invoiced.sku !== null) return ordered.sku === invoiced.sku;
  return ordered.description === invoiced.description;
}
