import { type Fields, listIn, numberIn, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { guidFrom } from '../model/identifiers.js';
import type { Charge, Line, Priced } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import { lineTotal } from '../rules/document-amounts.js';

export type DocumentKind = 'order' | 'invoice';

/** Cin7 names a few problems at a time; who mends them may be shown the next ones. */
const PROBLEMS_MAX = 3;

/** Reads the lines and charges of a POST and refuses totals that do not follow from price and quantity. */
export function writtenParts(
  tenant: Tenant,
  fields: Fields,
  kind: DocumentKind,
): { lines: Line[]; charges: Charge[] } {
  const problems = [
    ...listIn(fields, 'Lines').flatMap((line) => lineProblems(line, kind)),
    ...listIn(fields, 'AdditionalCharges').flatMap((charge) => chargeProblems(charge, kind)),
  ];
  if (problems.length > 0) throw new Cin7Error(problems.slice(0, PROBLEMS_MAX));
  return {
    lines: listIn(fields, 'Lines').map((line) => writtenLine(tenant, line)),
    charges: listIn(fields, 'AdditionalCharges').map(writtenCharge),
  };
}

function lineProblems(line: Fields, kind: DocumentKind): string[] {
  const hasProduct = textIn(line, 'SKU') !== undefined || textIn(line, 'ProductID') !== undefined;
  const account = kind === 'invoice' ? ['Account'] : [];
  return [
    ...(hasProduct ? [] : ['Required attribute SKU is not provided.']),
    ...missing(line, ['Quantity', 'Tax', 'Total', 'TaxRule', ...account]),
    ...totalProblems(line, `line '${textIn(line, 'SKU') ?? ''}'`),
  ];
}

function chargeProblems(charge: Fields, kind: DocumentKind): string[] {
  const account = kind === 'invoice' ? ['Account'] : [];
  return [
    ...missing(charge, ['Description', 'Quantity', 'Tax', 'Total', 'TaxRule', ...account]),
    ...totalProblems(charge, `additional charge '${textIn(charge, 'Description') ?? ''}'`),
  ];
}

function missing(fields: Fields, names: readonly string[]): string[] {
  return names
    .filter((name) => textIn(fields, name) === undefined && numberIn(fields, name) === undefined)
    .map((name) => `Required attribute ${name} is not provided.`);
}

function totalProblems(fields: Fields, context: string): string[] {
  const expected = lineTotal(priced(fields));
  const given = numberIn(fields, 'Total');
  if (given === undefined || Math.abs(given - expected) < 0.005) return [];
  return [`attribute 'Total' doesn't match ${context}. Expected value is: ${expected.toFixed(2)}`];
}

/** A price that is left out is 0. */
function priced(fields: Fields): Priced {
  const quantities = {
    quantity: numberIn(fields, 'Quantity') ?? 0,
    price: numberIn(fields, 'Price') ?? 0,
    discount: numberIn(fields, 'Discount') ?? 0,
  };
  return {
    ...quantities,
    tax: numberIn(fields, 'Tax') ?? 0,
    taxRule: textIn(fields, 'TaxRule') ?? '',
    total: numberIn(fields, 'Total') ?? 0,
  };
}

function writtenLine(tenant: Tenant, line: Fields): Line {
  const sku = textIn(line, 'SKU') ?? '';
  return {
    ...priced(line),
    productId: textIn(line, 'ProductID') ?? guidFrom(`${tenant.accountId}/product/${sku}`),
    sku,
    name: textIn(line, 'Name') ?? sku,
    account: textIn(line, 'Account') ?? null,
    supplierSku: textIn(line, 'SupplierSKU') ?? '',
    comment: textIn(line, 'Comment') ?? '',
    isNonInventory: false,
  };
}

function writtenCharge(charge: Fields): Charge {
  return {
    ...priced(charge),
    description: textIn(charge, 'Description') ?? '',
    reference: textIn(charge, 'Reference') ?? '',
    account: textIn(charge, 'Account') ?? null,
  };
}
