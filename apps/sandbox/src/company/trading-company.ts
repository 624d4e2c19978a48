import type { StoryCounts } from './purchase-plan.js';
import type { CompanySupplier } from './suppliers.js';

/** A tax rule as Cin7 keeps it; one that is not active any more stays in the books. */
export type TaxRuleRow = readonly [
  name: string,
  percent: number,
  use: 'sale' | 'purchase' | 'both',
  isActive?: boolean,
];

export type PlaceAddress = readonly [
  line1: string,
  city: string,
  state: string,
  postcode: string,
  country: string,
];

export interface Place {
  readonly name: string;
  readonly address: PlaceAddress;
  /** Shelves and corners of it that Cin7 counts as places of their own. */
  readonly bins?: readonly string[];
  readonly isDeprecated?: boolean;
}

/** An invented distributor: where it trades, from whom it buys, and what its year was like. */
export interface TradingCompany {
  readonly name: string;
  readonly country: Country;
  readonly baseCurrency: string;
  readonly timeZone: string;
  readonly phonePrefix: string;
  /** The first one is for whatever carries no tax. */
  readonly taxRules: readonly [TaxRuleRow, ...TaxRuleRow[]];
  readonly taxCalculationMethod: 'Row Total' | 'Total';
  /** The first one is the main warehouse. */
  readonly places: readonly [Place, ...Place[]];
  /** Where goods go, the usual place more often than the others. */
  readonly deliveredTo: readonly string[];
  readonly suppliers: readonly CompanySupplier[];
  /** Suppliers whose tax wants a person's decision: only the story `taxed` buys from them. */
  readonly suppliersWithTaxToSettle: readonly string[];
  /** The rule of a line or a charge that is taxed otherwise than the supplier's other goods. */
  ownTaxRule?(supplier: CompanySupplier, skuOrDescription: string): string | undefined;
  /** Whether an invoice from abroad is booked at the rate of its own day, where Cin7 can tell it from the order's. */
  readonly invoicesHaveOwnRate: boolean;
  readonly seed: number;
  readonly stories: { readonly settled: StoryCounts; readonly open: StoryCounts };
}

/** A country in which there is an invented company. */
export const countries = ['US', 'GB'] as const;
export type Country = (typeof countries)[number];
