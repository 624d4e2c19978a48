import { demoPurchases } from '../../company/purchases.js';
import { demoSuppliers } from '../../company/suppliers.js';
import { PurchaseShelf } from '../model/purchase-shelf.js';
import { defaultSettings } from '../model/settings.js';
import { SupplierShelf } from '../model/supplier-shelf.js';
import type { Company, CompanyTemplate, Tenant } from '../model/tenant.js';
import { buildPurchase } from './build-purchase.js';
import { buildSupplier } from './build-supplier.js';
import { referenceBook } from './reference-book.js';

/** The first account of every sandbox. Its keys are no secret: they open nothing but invented data. */
export const demoCredentials = {
  accountId: '11111111-1111-4111-8111-111111111111',
  applicationKey: '22222222-2222-4222-8222-222222222222',
} as const;

/** The day on which the demo company's story ends, whatever day it is when somebody looks at it. */
const STORY_ENDS = new Date('2026-11-20T17:00:00Z');

const demoCompany: Company = {
  name: 'Harbor & Pine Supply Co.',
  baseCurrency: 'USD',
  timeZone: 'America/Los_Angeles',
};

export interface NewTenant {
  readonly accountId: string;
  readonly applicationKeys: readonly string[];
  readonly template: CompanyTemplate;
  readonly baseCurrency?: string | undefined;
  readonly companyName?: string | undefined;
  readonly callsPerMinute: number;
}

export function newTenant(options: NewTenant): Tenant {
  const { company } = options.template;
  const tenant: Tenant = {
    accountId: options.accountId,
    applicationKeys: [...options.applicationKeys],
    template: options.template,
    company: {
      ...demoCompany,
      name: options.companyName ?? (company === 'demo' ? demoCompany.name : 'Empty Shelf Trading LLC'),
      baseCurrency: options.baseCurrency ?? demoCompany.baseCurrency,
    },
    books: referenceBook(options.template),
    suppliers: new SupplierShelf(),
    purchases: new PurchaseShelf(),
    products: new Map(),
    counters: { id: 0, order: 0 },
    deposits: [],
    webhooks: [],
    deliveries: [],
    settings: defaultSettings(options.callsPerMinute),
    faults: [],
  };
  if (company === 'demo') tellStory(tenant);
  return tenant;
}

function tellStory(tenant: Tenant): void {
  for (const supplier of demoSuppliers) tenant.suppliers.put(buildSupplier(tenant, supplier, STORY_ENDS));
  for (const purchase of demoPurchases()) tenant.purchases.put(buildPurchase(tenant, purchase, STORY_ENDS));
}
