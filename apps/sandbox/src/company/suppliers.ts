import type { ProductRange } from './products.js';
import type { SupplierDescription } from './supplier-description.js';
import { supplierTable } from './supplier-table.js';

/** A supplier of the invented distributor, as its stock system knows it. */
export interface CompanySupplier {
  readonly name: string;
  readonly currency: 'USD' | 'EUR' | 'GBP' | 'CAD';
  readonly terms: string;
  readonly range: ProductRange;
  /** How it numbers its invoices: `#` is a running digit, `YY` the year. */
  readonly numberStyle: string;
  readonly contact: string;
  readonly place: readonly [line1: string, city: string, state: string, postcode: string, country: string];
  readonly taxRule?: string;
  readonly isDeprecated?: boolean;
}

/** Suppliers that nobody buys from any more. What was bought from them before stays in the books. */
const deprecated = new Set(['Old Mill Paints', 'Anchor Point Chandlery', 'Silverline Lighting']);

const taxRules: Readonly<Record<string, string>> = {
  'Thames Brassware Ltd': 'UK VAT on Purchases',
  'Maple Ridge Lumber': 'Ontario HST on Purchases',
  'Studio 4: Display & Signage': 'State Sales Tax',
};

export const companySuppliers: readonly CompanySupplier[] = supplierTable.trim().split('\n').map(supplierIn);

function supplierIn(row: string): CompanySupplier {
  const [name = '', currency = '', terms = '', range = '', numberStyle = '', contact = '', ...place] = row
    .split('|')
    .map((cell) => cell.trim());
  const [line1 = '', city = '', state = '', postcode = '', country = ''] = place;
  const taxRule = taxRules[name];
  return {
    name,
    currency: currency as CompanySupplier['currency'],
    terms,
    range: range as ProductRange,
    numberStyle,
    contact,
    place: [line1, city, state, postcode, country],
    isDeprecated: deprecated.has(name),
    ...(taxRule === undefined ? {} : { taxRule }),
  };
}

export const demoSuppliers: readonly SupplierDescription[] = companySuppliers.map((supplier, index) => {
  const [line1, city, state, postcode, country] = supplier.place;
  return {
    name: supplier.name,
    currency: supplier.currency,
    paymentTerm: supplier.terms,
    taxRule: supplier.taxRule,
    deprecated: supplier.isDeprecated,
    addresses: [{ line1, city, state, postcode, country }],
    contacts: [
      {
        name: supplier.contact,
        phone: `+1 206 555 01${String(index).padStart(2, '0')}`,
        email: email(supplier),
      },
    ],
    lastModified: lastModified(index),
  };
});

/** No address of a real domain, so that nothing can ever reach a person. */
function email(supplier: CompanySupplier): string {
  const mailbox = supplier.name
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]+/g, '')
    .toLowerCase();
  return `accounts@${mailbox}.example`;
}

/** Spread over the past year, some with and some without a fraction of a second. */
function lastModified(index: number): string {
  const moment =
    Date.UTC(2025, 10, 3, 15, 20) + index * 7 * 86_400_000 + (index % 4) * 12_430 + (index % 3) * 217;
  return new Date(moment).toISOString();
}
