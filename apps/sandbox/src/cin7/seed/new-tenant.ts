import { purchasesOf } from '../../company/purchases.js';
import { describedSuppliers } from '../../company/suppliers.js';
import { tradingCompanyIn } from '../../company/trading-companies.js';
import type { Country, TradingCompany } from '../../company/trading-company.js';
import { PurchaseShelf } from '../model/purchase-shelf.js';
import { defaultSettings } from '../model/settings.js';
import { SupplierShelf } from '../model/supplier-shelf.js';
import type { CompanyTemplate, Tenant } from '../model/tenant.js';
import { buildPurchase } from './build-purchase.js';
import { buildSupplier } from './build-supplier.js';
import { referenceBook } from './reference-book.js';

/** The first account of every sandbox. Its keys are no secret: they open nothing but invented data. */
export const demoCredentials = {
  accountId: '11111111-1111-4111-8111-111111111111',
  applicationKey: '22222222-2222-4222-8222-222222222222',
} as const;

/** The day on which a demo company's story ends, whatever day it is when somebody looks at it. */
const STORY_ENDS = new Date('2026-11-20T17:00:00Z');

export interface NewTenant {
  readonly accountId: string;
  readonly applicationKeys: readonly string[];
  readonly template: CompanyTemplate;
  /** Whose company it is like; left out, the American one. */
  readonly country?: Country | undefined;
  readonly baseCurrency?: string | undefined;
  readonly companyName?: string | undefined;
  readonly callsPerMinute: number;
}

export function newTenant(options: NewTenant): Tenant {
  const { template } = options;
  const trading = tradingCompanyIn(options.country ?? 'US');
  const baseCurrency = options.baseCurrency ?? trading.baseCurrency;
  const usualName = template.company === 'demo' ? trading.name : 'Empty Shelf Trading LLC';
  const tenant: Tenant = {
    accountId: options.accountId,
    applicationKeys: [...options.applicationKeys],
    template,
    company: { name: options.companyName ?? usualName, baseCurrency, timeZone: trading.timeZone },
    books: referenceBook({ template, trading, baseCurrency }),
    suppliers: new SupplierShelf(),
    purchases: new PurchaseShelf(),
    products: new Map(),
    counters: { id: 0, order: 0 },
    deposits: [],
    webhooks: [],
    deliveries: [],
    settings: {
      ...defaultSettings(options.callsPerMinute),
      taxCalculationMethod: trading.taxCalculationMethod,
    },
    faults: [],
  };
  if (template.company === 'demo') tellStory(tenant, trading);
  return tenant;
}

function tellStory(tenant: Tenant, trading: TradingCompany): void {
  for (const supplier of describedSuppliers(trading))
    tenant.suppliers.put(buildSupplier(tenant, supplier, STORY_ENDS));
  for (const purchase of purchasesOf(trading))
    tenant.purchases.put(buildPurchase(tenant, purchase, STORY_ENDS));
}
