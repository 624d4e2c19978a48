import { products } from './products.js';
import type { ChargeDescription, InvoiceDescription, LineDescription } from './purchase-description.js';
import type { SeededChoice } from './seeded-choice.js';
import type { CompanySupplier } from './suppliers.js';
import type { TradingCompany } from './trading-company.js';

export interface Telling {
  readonly company: TradingCompany;
  readonly choice: SeededChoice;
  /** Numbers that are taken; no supplier sends the same one twice. */
  readonly usedNumbers: Set<string>;
}

const freightAccounts = ['5100', '5100', '_76_', '1230'] as const;
const ROUNDING_ACCOUNT = '5030';

export function invoiceOf(telling: Telling, supplier: CompanySupplier, date: string): InvoiceDescription {
  return {
    number: invoiceNumber(telling, supplier, date),
    date,
    lines: linesOf(telling, supplier),
    charges: extraChargesOf(telling, supplier),
  };
}

export function linesOf({ choice, company }: Telling, supplier: CompanySupplier): LineDescription[] {
  const offered = choice.shuffled(products[supplier.range]);
  return offered.slice(0, choice.whole(1, offered.length)).map((product) => ({
    sku: product.sku,
    name: product.name,
    quantity: Math.max(1, Math.round(product.lot * (0.5 + choice.next()))),
    price: product.price,
    account: product.account,
    ...taxRuleOf(company, supplier, product.sku),
    supplierSku: choice.happens(0.3) ? product.sku.replaceAll('-', '') : '',
    ...(choice.happens(0.12) ? { discount: choice.one([2, 2.5, 5, 7.5, 10, 12.5]) } : {}),
  }));
}

/** Freight on the supplier's own invoice, and now and then a few cents off. */
function extraChargesOf({ choice, company }: Telling, supplier: CompanySupplier): ChargeDescription[] {
  const freight = {
    description: 'Freight',
    price: choice.whole(1800, 19_500) / 100,
    account: choice.one(freightAccounts),
  };
  const rounding = {
    description: 'Rounding',
    price: -choice.whole(1, 4) / 100,
    account: ROUNDING_ACCOUNT,
    ...taxRuleOf(company, supplier, 'Rounding'),
  };
  return [...(choice.happens(0.2) ? [freight] : []), ...(choice.happens(0.06) ? [rounding] : [])];
}

/** Freight and services have no stock lines: all of it is charges. */
export function serviceChargesOf(
  { choice, company }: Telling,
  supplier: CompanySupplier,
): ChargeDescription[] {
  const offered = choice.shuffled(products[supplier.range]).slice(0, choice.whole(1, 2));
  return offered.map((product) => ({
    description: product.name,
    reference: product.sku,
    quantity: product.lot === 1 ? 1 : choice.whole(5, product.lot),
    price: Math.round(product.price * (0.8 + choice.next() * 0.4) * 100) / 100,
    account: product.account,
    ...taxRuleOf(company, supplier, product.sku),
  }));
}

function taxRuleOf(
  company: TradingCompany,
  supplier: CompanySupplier,
  skuOrDescription: string,
): { taxRule?: string } {
  const taxRule = company.ownTaxRule?.(supplier, skuOrDescription);
  return taxRule === undefined ? {} : { taxRule };
}

/** In the supplier's own style. */
function invoiceNumber({ choice, usedNumbers }: Telling, supplier: CompanySupplier, date: string): string {
  for (;;) {
    const number = supplier.numberStyle
      .replace('YY', date.slice(2, 4))
      .replace(/#+/, (digits) =>
        String(choice.whole(1, 10 ** digits.length - 1)).padStart(digits.length, '0'),
      );
    const key = `${supplier.name}/${number}`;
    if (usedNumbers.has(key)) continue;
    usedNumbers.add(key);
    return number;
  }
}
