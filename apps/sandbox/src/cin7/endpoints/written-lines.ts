import { type Fields, listIn, numberIn, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import type { Charge, Line, Priced, TaxCalculation } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import { lineTotal } from '../rules/document-amounts.js';
import { lineTotalMismatch } from '../rules/line-total-check.js';
import { repeatedSkus } from '../rules/repeated-skus.js';
import { unknownReferences } from '../rules/unknown-references.js';
import { writtenProduct } from './written-product.js';

export type DocumentKind = 'order' | 'invoice';

export interface WrittenDocument {
  readonly kind: DocumentKind;
  readonly calculation: TaxCalculation;
}

/** Cin7 names a few problems at a time; who mends them may be shown the next ones. */
const PROBLEMS_MAX = 3;

/** Reads the lines and charges of a POST and refuses totals that do not follow from price and quantity. */
export function writtenParts(
  tenant: Tenant,
  fields: Fields,
  document: WrittenDocument,
): { lines: Line[]; charges: Charge[] } {
  const lines = linesIn(fields, 'Lines');
  const charges = linesIn(fields, 'AdditionalCharges');
  const problems = [
    ...lines.flatMap((line) => lineProblems(tenant, line, document)),
    ...charges.flatMap((charge) => chargeProblems(tenant, charge, document)),
    ...(tenant.settings.repeatedSku === 'refused'
      ? repeatedSkus(lines.map((line) => textIn(line, 'SKU') ?? ''))
      : []),
  ];
  if (problems.length > 0) throw new Cin7Error(problems.slice(0, PROBLEMS_MAX));
  return {
    lines: lines.map((line) => writtenLine(tenant, line)),
    charges: charges.map(writtenCharge),
  };
}

/** Left out, a list is empty; anything else than a list is refused. */
export function linesIn(fields: Fields, name: string): Fields[] {
  const value = fields[name];
  if (value !== undefined && value !== null && !Array.isArray(value))
    throw new Cin7Error(`${name} is invalid`);
  return listIn(fields, name);
}

function lineProblems(tenant: Tenant, line: Fields, document: WrittenDocument): string[] {
  const hasProduct = textIn(line, 'SKU') !== undefined || textIn(line, 'ProductID') !== undefined;
  return [
    ...(hasProduct ? [] : ['Required attribute SKU is not provided.']),
    ...missing(line, ['Quantity', 'Tax', 'Total', 'TaxRule', ...accountOf(document)]),
    ...totalProblems(tenant, line, { document, context: `line '${textIn(line, 'SKU') ?? ''}'` }),
    ...unknownReferences(tenant, {
      product: { sku: textIn(line, 'SKU'), id: textIn(line, 'ProductID') },
      taxRule: textIn(line, 'TaxRule'),
      account: textIn(line, 'Account'),
    }),
  ];
}

function chargeProblems(tenant: Tenant, charge: Fields, document: WrittenDocument): string[] {
  const context = `additional charge '${textIn(charge, 'Description') ?? ''}'`;
  return [
    ...missing(charge, ['Description', 'Quantity', 'Tax', 'Total', 'TaxRule', ...accountOf(document)]),
    ...totalProblems(tenant, charge, { document, context }),
    ...unknownReferences(tenant, { taxRule: textIn(charge, 'TaxRule'), account: textIn(charge, 'Account') }),
  ];
}

function accountOf({ kind }: WrittenDocument): string[] {
  return kind === 'invoice' ? ['Account'] : [];
}

export function missing(fields: Fields, names: readonly string[]): string[] {
  return names
    .filter((name) => textIn(fields, name) === undefined && numberIn(fields, name) === undefined)
    .map((name) => `Required attribute ${name} is not provided.`);
}

function totalProblems(
  { settings }: Tenant,
  fields: Fields,
  { document, context }: { document: WrittenDocument; context: string },
): string[] {
  const given = numberIn(fields, 'Total');
  const amounts = { ...priced(fields), lineTotals: settings.lineTotals, calculation: document.calculation };
  const problem = given === undefined ? undefined : lineTotalMismatch(given, amounts, context);
  return problem === undefined ? [] : [problem];
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
    total: lineTotal(quantities),
  };
}

function writtenLine(tenant: Tenant, line: Fields): Line {
  const product = writtenProduct(tenant, line);
  return {
    ...priced(line),
    ...product,
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
