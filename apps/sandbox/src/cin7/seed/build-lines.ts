import type { ChargeDescription, LineDescription } from '../../company/purchase-description.js';
import type { Charge, Line, Purchase, TaxCalculation } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import { lineTax, lineTotal } from '../rules/document-amounts.js';
import { productFor } from './build-product.js';

/** What a line takes from its document when it says nothing itself. */
export interface LineDefaults {
  readonly account: string;
  readonly taxRule: string;
  readonly taxCalculation: TaxCalculation;
  /** When a product is first heard of that is not in the books yet. */
  readonly atMs: number;
}

export function lineDefaults(purchase: Purchase): LineDefaults {
  return {
    account: purchase.inventoryAccount,
    taxRule: purchase.taxRule,
    taxCalculation: purchase.taxCalculation,
    atMs: purchase.lastUpdatedMs,
  };
}

export function buildLine(tenant: Tenant, line: LineDescription, defaults: LineDefaults): Line {
  return {
    ...priced(tenant, line, defaults),
    productId: productFor(tenant, { ...line, account: line.account ?? defaults.account }, defaults.atMs).id,
    sku: line.sku,
    name: line.name ?? line.sku,
    account: line.account === undefined ? defaults.account : line.account,
    supplierSku: line.supplierSku ?? '',
    comment: line.comment ?? '',
    isNonInventory: line.nonInventory ?? false,
  };
}

export function buildCharge(tenant: Tenant, charge: ChargeDescription, defaults: LineDefaults): Charge {
  return {
    ...priced(tenant, charge, defaults),
    description: charge.description,
    reference: charge.reference ?? '',
    account: charge.account === undefined ? defaults.account : charge.account,
  };
}

function priced(tenant: Tenant, line: LineDescription | ChargeDescription, defaults: LineDefaults) {
  const amounts = { quantity: line.quantity ?? 1, price: line.price, discount: line.discount ?? 0 };
  const total = lineTotal(amounts);
  const taxRule = line.taxRule ?? defaults.taxRule;
  const percent = tenant.books.taxRules.find((rule) => rule.name === taxRule)?.percent ?? 0;
  const method = tenant.settings.taxCalculationMethod;
  const tax = line.tax ?? lineTax(total, { percent, calculation: defaults.taxCalculation, method });
  return { ...amounts, taxRule, total, tax };
}
