import { type Fields, fieldsOf, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import type { Approach, TaxCalculation } from '../model/purchase.js';
import type { Supplier } from '../model/supplier.js';
import type { Tenant } from '../model/tenant.js';

const ATTRIBUTES = 10;

/** Names everything that is wrong with a header at once. */
export function checkHeader(
  tenant: Tenant,
  fields: Fields,
  required: readonly ('Supplier' | 'Approach' | 'Location')[],
): void {
  const problems: string[] = [];
  const demand = (name: string) => problems.push(`Required attribute ${name} is not provided.`);
  const hasSupplier = textIn(fields, 'SupplierID') !== undefined || textIn(fields, 'Supplier') !== undefined;
  if (required.includes('Supplier') && !hasSupplier) demand('SupplierID');
  if (required.includes('Approach') && approachIn(fields) === undefined) demand('Approach');
  const location = textIn(fields, 'Location');
  if (location === undefined) {
    if (required.includes('Location')) demand('Location');
  } else if (!tenant.books.locations.some((each) => each.name === location))
    problems.push(`Location '${location}' was not found in Locations reference book`);
  if (problems.length > 0) throw new Cin7Error(problems);
}

export function approachIn(fields: Fields): Approach | undefined {
  const approach = textIn(fields, 'Approach')?.toUpperCase();
  return approach === 'INVOICE' || approach === 'STOCK' ? approach : undefined;
}

export function calculationIn(fields: Fields): TaxCalculation | undefined {
  const word = textIn(fields, 'TaxCalculation')?.toLowerCase();
  if (word === undefined) return undefined;
  return word === 'inclusive' ? 'Inclusive' : 'Exclusive';
}

export function supplierIn(tenant: Tenant, fields: Fields): Supplier {
  const id = textIn(fields, 'SupplierID');
  const found =
    id === undefined ? tenant.suppliers.named(textIn(fields, 'Supplier') ?? '') : tenant.suppliers.get(id);
  if (found === undefined) throw new Cin7Error('Supplier with specified ID not found');
  return found;
}

export function attributesIn(fields: Fields): string[] | undefined {
  if (fields.AdditionalAttributes === undefined || fields.AdditionalAttributes === null) return undefined;
  const given = fieldsOf(fields.AdditionalAttributes);
  return Array.from(
    { length: ATTRIBUTES },
    (_, index) => textIn(given, `AdditionalAttribute${index + 1}`) ?? '',
  );
}
