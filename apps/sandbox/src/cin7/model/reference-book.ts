/** The small lists that documents refer to, by code or by name. They hardly ever change. */
export interface ReferenceBook {
  accounts: readonly LedgerAccount[];
  taxRules: readonly TaxRule[];
  paymentTerms: readonly PaymentTerm[];
  locations: readonly Location[];
  attributeSets: readonly AttributeSet[];
}

/** Names for the free fields of products and suppliers; up to ten. */
export interface AttributeSet {
  readonly id: string;
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly type: string; readonly values: string }[];
}

export interface LedgerAccount {
  readonly code: string;
  readonly name: string;
  /** Cin7's own, Xero-like word: CURRENT, CURRLIAB, EXPENSE and so on. */
  readonly type: string;
  readonly class: 'ASSET' | 'LIABILITY' | 'EQUITY' | 'REVENUE' | 'EXPENSE';
  readonly status: 'ACTIVE' | 'ARCHIVED';
  readonly description: string;
  readonly systemAccount: string | null;
  readonly systemAccountCode: string | null;
  readonly isForPayments: boolean;
  readonly currency: string;
  readonly bankAccountId: string | null;
}

export interface TaxRule {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly isActive: boolean;
  readonly isInclusive: boolean;
  readonly percent: number;
  readonly isForSale: boolean;
  readonly isForPurchase: boolean;
  readonly components: readonly { readonly id: string; readonly name: string; readonly percent: number }[];
}

export const termMethods = [
  'number of days',
  'day of next month',
  'last day of next month',
  'days since the end of the month',
] as const;

export interface PaymentTerm {
  readonly id: string;
  readonly name: string;
  readonly duration: number;
  readonly method: (typeof termMethods)[number];
  readonly isActive: boolean;
  readonly isDefault: boolean;
}

export interface Location {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly isDeprecated: boolean;
  readonly parentId: string | null;
  readonly parentName: string | null;
  readonly address: readonly [line1: string, city: string, state: string, postcode: string, country: string];
}
