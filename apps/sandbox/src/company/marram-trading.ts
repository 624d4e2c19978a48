import { britishSupplierTable } from './british-supplier-table.js';
import { type CompanySupplier, suppliersIn } from './suppliers.js';
import type { TradingCompany } from './trading-company.js';

/** Named as in QuickBooks, since a linked Cin7 takes its tax rules over from there. */
const STANDARD = '20.0% S';
const REDUCED = '5.0% R';
const ZERO = '0.0% Z';
const EXEMPT = 'Exempt';
const OUTSIDE = 'No VAT';
const REVERSE_CHARGE = '20.0% RC';
/** Made in Cin7, so QuickBooks has no code for it and its bills are held until a person says which one it is. */
const CIN7_ONLY = 'Hospitality 12.5%';

const exceptions: Readonly<Record<string, string>> = {
  'PRT-CAT-48': ZERO,
  'PRT-LFT-A5': ZERO,
  'INS-LFT-100': REDUCED,
  'INS-DRT-5M': REDUCED,
  'HLG-INS': EXEMPT,
  'HLG-PST': EXEMPT,
  Rounding: OUTSIDE,
};

/**
 * Sterling at home, suppliers in pounds, euros and dollars, and value added tax on most of what it buys: at the standard
 * and the reduced rate, zero-rated, exempt and outside of it, on top of the prices or within them. Its account rounds
 * the tax of each line.
 */
export const marramTrading: TradingCompany = {
  name: 'Marram Trading Ltd',
  country: 'GB',
  baseCurrency: 'GBP',
  timeZone: 'Europe/London',
  phonePrefix: '+44 1632 9601',
  taxRules: [
    [OUTSIDE, 0, 'both'],
    [STANDARD, 20, 'both'],
    [REDUCED, 5, 'both'],
    [ZERO, 0, 'both'],
    [EXEMPT, 0, 'both'],
    [REVERSE_CHARGE, 0, 'purchase'],
    [CIN7_ONLY, 12.5, 'purchase'],
  ],
  taxCalculationMethod: 'Row Total',
  places: [
    { name: 'Main Warehouse', address: ['7 Harbour Row', 'Whitby', '', 'YO21 3PU', 'United Kingdom'] },
    { name: 'Trade Counter', address: ['41 Baxtergate', 'Whitby', '', 'YO21 1BL', 'United Kingdom'] },
  ],
  deliveredTo: ['Main Warehouse', 'Main Warehouse', 'Trade Counter'],
  suppliers: suppliersIn(britishSupplierTable, {
    usualTaxRule: ({ currency }) => (currency === 'GBP' ? STANDARD : OUTSIDE),
    taxRules: {
      'Lumen Photographie SARL': REVERSE_CHARGE,
      'Quayside Linen Hire Ltd': CIN7_ONLY,
      'Staithes Display Studio': OUTSIDE,
    },
    taxInclusive: [
      'Esk Valley Ceramics',
      'Highland Wool Mill',
      'Moorland Garden Supplies',
      'Wensley Insulation Ltd',
    ],
  }),
  suppliersWithTaxToSettle: ['Quayside Linen Hire Ltd'],
  ownTaxRule: ({ taxRule }: CompanySupplier, skuOrDescription) =>
    taxRule === STANDARD ? exceptions[skuOrDescription] : undefined,
  invoicesHaveOwnRate: true,
  seed: 20_261_121,
  stories: {
    settled: {
      bill: 44,
      'advanced-bill': 12,
      service: 10,
      'several-invoices': 8,
      'part-invoiced': 6,
      taxed: 3,
      credited: 8,
      voided: 2,
      'strange-account': 2,
    },
    open: { ordered: 4, received: 3, drafted: 2, 'invoice-drafted': 2 },
  },
};
