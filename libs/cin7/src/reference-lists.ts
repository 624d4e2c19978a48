import { z } from 'zod';
import { expected } from '#libs/http';
import type { Cin7Client } from './cin7.client.js';

const Location = z.looseObject({
  Name: z.string(),
  ParentID: z.string().nullish(),
  IsDeprecated: z.boolean().nullish(),
});
const PaymentTerm = z.looseObject({
  Name: z.string(),
  Duration: z.number().nullish(),
  Method: z.string().nullish(),
  IsActive: z.boolean().nullish(),
});
const Product = z.looseObject({ SKU: z.string(), Name: z.string() });

/** The names of the warehouses in use; bins are listed with them, and belong to one. */
export async function warehousesOf(client: Cin7Client): Promise<readonly string[]> {
  const rows = await client.wholeList('ref/location', 'LocationList');
  return rows
    .map((row) => expected(Location, row, 'Cin7 listed a location'))
    .filter(({ ParentID, IsDeprecated }) => !IsDeprecated && (!ParentID || /^[0-]+$/.test(ParentID)))
    .map(({ Name }) => Name.trim());
}

export interface Cin7Term {
  readonly name: string;
  /** Null where the term is no number of days. */
  readonly dueDays: number | null;
}

export async function paymentTermsOf(client: Cin7Client): Promise<readonly Cin7Term[]> {
  const rows = await client.wholeList('ref/paymentterm', 'PaymentTermList');
  return rows
    .map((row) => expected(PaymentTerm, row, 'Cin7 listed a payment term'))
    .filter(({ IsActive }) => IsActive !== false)
    .map(({ Name, Duration, Method }) => ({
      name: Name.trim(),
      dueDays: Method?.toLowerCase() === 'number of days' ? (Duration ?? null) : null,
    }));
}

export async function productsOf(
  client: Cin7Client,
): Promise<readonly { readonly sku: string; readonly name: string }[]> {
  const rows = await client.wholeList('product', 'Products');
  return rows
    .map((row) => expected(Product, row, 'Cin7 listed a product'))
    .map(({ SKU, Name }) => ({ sku: SKU.trim(), name: Name.trim() }));
}
