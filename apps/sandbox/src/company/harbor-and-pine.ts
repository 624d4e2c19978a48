import { supplierTable } from './supplier-table.js';
import { suppliersIn } from './suppliers.js';
import type { TradingCompany } from './trading-company.js';

/**
 * Dollars at home, and no purchase taxes as QuickBooks knows them: most purchases are one untaxed invoice, and the few
 * that carry tax are for a person to settle.
 */
export const harborAndPine: TradingCompany = {
  name: 'Harbor & Pine Supply Co.',
  country: 'US',
  baseCurrency: 'USD',
  timeZone: 'America/Los_Angeles',
  phonePrefix: '+1 206 555 01',
  taxRules: [
    ['Tax Exempt', 0, 'both'],
    ['State Sales Tax', 6.5, 'both'],
    ['City and State Sales Tax', 10.25, 'sale'],
    ['UK VAT on Purchases', 20, 'purchase'],
    ['Ontario HST on Purchases', 13, 'purchase'],
    ['Import VAT (old)', 17.5, 'purchase', false],
  ],
  taxCalculationMethod: 'Total',
  places: [
    {
      name: 'Main Warehouse',
      address: ['1180 Harbor Avenue SW', 'Seattle', 'WA', '98126', 'United States'],
      bins: ['A-01', 'A-02', 'Quarantine'],
    },
    { name: 'Tacoma Yard', address: ['402 Port Center Road', 'Tacoma', 'WA', '98421', 'United States'] },
    {
      name: 'Portland Trade Counter',
      address: ['77 NW Front Avenue', 'Portland', 'OR', '97209', 'United States'],
    },
    {
      name: 'Ballard Annex',
      address: ['15 Shilshole Lane', 'Seattle', 'WA', '98107', 'United States'],
      isDeprecated: true,
    },
  ],
  deliveredTo: [
    'Main Warehouse',
    'Main Warehouse',
    'Main Warehouse',
    'Tacoma Yard',
    'Portland Trade Counter',
  ],
  suppliers: suppliersIn(supplierTable, {
    deprecated: ['Old Mill Paints', 'Anchor Point Chandlery', 'Silverline Lighting'],
    taxRules: {
      'Thames Brassware Ltd': 'UK VAT on Purchases',
      'Maple Ridge Lumber': 'Ontario HST on Purchases',
      'Studio 4: Display & Signage': 'State Sales Tax',
    },
    taxInclusive: ['Maple Ridge Lumber'],
  }),
  suppliersWithTaxToSettle: ['Thames Brassware Ltd', 'Maple Ridge Lumber', 'Studio 4: Display & Signage'],
  invoicesHaveOwnRate: false,
  seed: 20_261_120,
  stories: {
    settled: {
      bill: 170,
      'advanced-bill': 35,
      service: 20,
      'several-invoices': 15,
      taxed: 20,
      credited: 12,
      voided: 8,
      'strange-account': 6,
    },
    open: { ordered: 12, received: 10, drafted: 8, 'invoice-drafted': 4 },
  },
};
