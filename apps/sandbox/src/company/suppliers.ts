import type { ProductRange } from './products.js';
import type { SupplierDescription } from './supplier-description.js';
import type { TradingCompany } from './trading-company.js';

/** A supplier of an invented distributor, as its stock system knows it. */
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
  /** Whether its prices contain the tax. */
  readonly isTaxInclusive: boolean;
  readonly isDeprecated: boolean;
}

/** What the table leaves out, since it is said of a few. */
interface Remarks {
  /** Suppliers that nobody buys from any more. What was bought from them before stays in the books. */
  readonly deprecated?: readonly string[];
  readonly taxRules: Readonly<Record<string, string>>;
  /** Of whoever is not in `taxRules`; left out, they have none. */
  usualTaxRule?(supplier: Pick<CompanySupplier, 'currency'>): string;
  /** Suppliers whose prices contain the tax. */
  readonly taxInclusive: readonly string[];
}

export function suppliersIn(table: string, remarks: Remarks): readonly CompanySupplier[] {
  return table
    .trim()
    .split('\n')
    .map((row) => supplierIn(row, remarks));
}

function supplierIn(row: string, remarks: Remarks): CompanySupplier {
  const [name = '', wantedCurrency = '', terms = '', range = '', numberStyle = '', contact = '', ...place] =
    row.split('|').map((cell) => cell.trim());
  const [line1 = '', city = '', state = '', postcode = '', country = ''] = place;
  const currency = wantedCurrency as CompanySupplier['currency'];
  const taxRule = remarks.taxRules[name] ?? remarks.usualTaxRule?.({ currency });
  return {
    name,
    currency,
    terms,
    range: range as ProductRange,
    numberStyle,
    contact,
    place: [line1, city, state, postcode, country],
    isDeprecated: remarks.deprecated?.includes(name) ?? false,
    isTaxInclusive: remarks.taxInclusive.includes(name),
    ...(taxRule === undefined ? {} : { taxRule }),
  };
}

export function describedSuppliers({ suppliers, phonePrefix }: TradingCompany): SupplierDescription[] {
  return suppliers.map((supplier, index) => described(supplier, { index, phonePrefix }));
}

function described(
  supplier: CompanySupplier,
  { index, phonePrefix }: { index: number; phonePrefix: string },
): SupplierDescription {
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
        phone: `${phonePrefix}${String(index).padStart(2, '0')}`,
        email: email(supplier),
      },
    ],
    lastModified: lastModified(index),
  };
}

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
