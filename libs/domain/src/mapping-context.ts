import type { Decimal } from './decimal.js';
import type { PipelinePolicies } from './pipeline-policies.js';
import type { PostingState } from './posting-state.js';

export const ruleKinds = [
  'supplier',
  'account',
  'tax',
  'term',
  'location',
  'class',
  'item',
  'customer',
] as const;

export type RuleKind = (typeof ruleKinds)[number];

/** An operator's choice: Cin7's id, code or name is this QuickBooks id. */
export interface MappingRule {
  readonly kind: RuleKind;
  readonly source: string;
  readonly target: string;
}

/** An account of QuickBooks' chart, as the mirror holds it. The chart is read-only for us. */
export interface LedgerAccount {
  readonly id: string;
  readonly number: string | null;
  readonly name: string;
  readonly type: string;
  readonly active: boolean;
}

/** An item, a class, a department or a customer that a rule names. */
export interface ListedObject {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
}

/** A tax code of QuickBooks with its rates for purchases, in the order in which they apply. */
export interface TaxCode extends ListedObject {
  readonly rates: readonly TaxRate[];
}

export interface TaxRate {
  readonly id: string;
  /** Of what it is charged on. */
  readonly percent: Decimal;
  /** What it is charged on, in percent of the net amount: 105 for a tax on the amount with another tax of 5 %. */
  readonly basePercent: Decimal;
  /** QuickBooks works it out itself and takes no other amount. */
  readonly isReadOnly: boolean;
}

/**
 * How the company taxes purchases: `none` where bills carry no tax codes (as in the US: tax goes to an account or into
 * cost), `codes` where each line has one.
 */
export type TaxRegime =
  | { readonly kind: 'none' }
  | { readonly kind: 'codes'; readonly codes: ReadonlyMap<string, TaxCode> };

/** A vendor as QuickBooks holds it. */
export interface KnownVendor {
  readonly id: string;
  readonly displayName: string;
  readonly currency: string;
  readonly active: boolean;
  /** The supplier it already stands for, if any. */
  readonly linkedSupplierId: string | null;
  /** Money is open on it: QuickBooks does not make such a vendor inactive. */
  readonly hasBalance: boolean;
}

/** A customer or an employee of QuickBooks: they share one space of names with the vendors. */
export interface NameHolder {
  readonly entity: 'Customer' | 'Employee';
  readonly id: string;
  readonly displayName: string;
}

/** How far the vendor of a purchase's supplier has come. */
export interface SupplierVendor {
  readonly state: PostingState;
  readonly currency: string | null;
  /** We made it inactive, as its supplier is deprecated. */
  readonly retired?: boolean;
}

/** What the QuickBooks company keeps beside accounts; a reference to what is switched off would be refused or lost. */
export interface Tracking {
  readonly departments: boolean;
  readonly classes: boolean;
  readonly billableExpenses: boolean;
}

/** What mapping needs to know of the QuickBooks company and of the operator's choices: plain data, read beforehand. */
export interface MappingContext {
  readonly cutOverDate: string | null;
  readonly homeCurrency: string;
  readonly multiCurrency: boolean;
  /** The books of QuickBooks are closed up to this day. */
  readonly closingDate: string | null;
  readonly tracking: Tracking;
  /** Cin7 takes no changes up to this day. */
  readonly sourceLockDate: string | null;
  readonly policies: PipelinePolicies;
  readonly rules: readonly MappingRule[];
  readonly accounts: ReadonlyMap<string, LedgerAccount>;
  /** Active accounts payable: currency → id. */
  readonly payables: ReadonlyMap<string, string>;
  readonly taxes: TaxRegime;
  readonly items: ReadonlyMap<string, ListedObject>;
  readonly classes: ReadonlyMap<string, ListedObject>;
  readonly departments: ReadonlyMap<string, ListedObject>;
  readonly customers: ReadonlyMap<string, ListedObject>;
  /** Active terms of QuickBooks: lower-case name → id. */
  readonly terms: ReadonlyMap<string, string>;
}

export function ruleTarget(
  context: MappingContext,
  kind: RuleKind,
  ...sources: (string | null)[]
): string | null {
  for (const source of sources) {
    const rule = context.rules.find((candidate) => candidate.kind === kind && candidate.source === source);
    if (rule) return rule.target;
  }
  return null;
}

/** QuickBooks' term for Cin7's: by rule, else by equal name, else none; a bill carries its due date anyway. */
export function termFor(context: MappingContext, terms: string | null): string | null {
  if (!terms) return null;
  return ruleTarget(context, 'term', terms) ?? context.terms.get(terms.trim().toLowerCase()) ?? null;
}
