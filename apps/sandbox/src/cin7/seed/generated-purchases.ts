import type { InvoiceDescription, LineDescription } from '../../company/purchase-description.js';
import { type SeededChoice, seededChoice } from '../../company/seeded-choice.js';
import type { Purchase } from '../model/purchase.js';
import type { Supplier } from '../model/supplier.js';
import type { Tenant } from '../model/tenant.js';
import { buildPurchase } from './build-purchase.js';
import { buildSupplier } from './build-supplier.js';

const SUPPLIERS = 40;
const PRODUCTS = 400;
const LINES_MAX = 3;

export interface Generated {
  readonly count: number;
  readonly seed: number;
  readonly period: { readonly from: number; readonly to: number };
}

/** As many ordinary purchases as asked for, the same ones for the same seed: most of them billed, some only ordered. */
export function* generatedPurchases(tenant: Tenant, { count, seed, period }: Generated): Generator<Purchase> {
  const choice = seededChoice(seed);
  const suppliers = suppliersOf(tenant, period.from);
  const stepMs = (period.to - period.from) / count;
  for (let index = 0; index < count; index += 1) {
    const updated = new Date(Math.floor(period.from + index * stepMs));
    const supplier = choice.one(suppliers);
    const invoices = choice.happens(0.9) ? [invoiceOf(choice, { updated, number: `G${seed}-${index}` })] : [];
    const isAdvanced = choice.happens(0.2);
    yield buildPurchase(
      tenant,
      {
        supplierId: supplier.id,
        type: isAdvanced ? 'advanced' : 'simple',
        orderStatus: 'AUTHORISED',
        ...(invoices.length === 0 ? { orderLines: linesOf(choice), received: 'none' } : {}),
        invoices,
      },
      updated,
    );
  }
}

function suppliersOf(tenant: Tenant, atMs: number): readonly Supplier[] {
  const at = new Date(atMs);
  for (let index = tenant.suppliers.all().length; index < SUPPLIERS; index += 1)
    tenant.suppliers.put(
      buildSupplier(tenant, { name: `Generated Supplier ${String(index + 1).padStart(2, '0')}` }, at),
    );
  return tenant.suppliers.all();
}

function invoiceOf(choice: SeededChoice, of: { updated: Date; number: string }): InvoiceDescription {
  return {
    number: of.number,
    date: of.updated.toISOString().slice(0, 10),
    status: choice.happens(0.5) ? 'PAID' : 'AUTHORISED',
    lines: linesOf(choice),
  };
}

function linesOf(choice: SeededChoice): LineDescription[] {
  return Array.from({ length: choice.whole(1, LINES_MAX) }, () => ({
    sku: `GEN-${String(choice.whole(1, PRODUCTS)).padStart(4, '0')}`,
    quantity: choice.whole(1, 50),
    price: choice.whole(100, 20_000) / 100,
  }));
}
