import type { Decimal } from './decimal.js';
import type { Money } from './money.js';

/** What a line is booked on: an account of the ledger, or an item that brings its own. */
export type LineTarget =
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'item'; readonly itemId: string; readonly pricing: ItemPricing | null };

export interface ItemPricing {
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
}

export interface DocumentLine {
  readonly target: LineTarget;
  readonly description: string;
  /** Without tax. */
  readonly amount: Money;
  readonly taxCodeId: string | null;
  readonly classId: string | null;
  /** The customer that the line is billed to, for goods that are shipped to them directly. */
  readonly customerId: string | null;
  /** The place, from 0, of the line of the purchase order that this one delivers on. */
  readonly orderLine: number | null;
}

/** What one tax rate of QuickBooks comes to on a document. */
export interface DocumentTaxRate {
  readonly rateId: string;
  readonly percent: Decimal;
  /** What it is charged on: the lines, for some rates together with other taxes. */
  readonly taxable: Money;
  readonly amount: Money;
  /** QuickBooks works it out itself and takes no other amount. */
  readonly isReadOnly: boolean;
}

/** Taxes of a company that works with tax codes. The amounts are those of the supplier's paper. */
export interface DocumentTax {
  readonly total: Money;
  readonly rates: readonly DocumentTaxRate[];
  /** QuickBooks gives the same by itself, and would not take amounts for all of these rates. */
  readonly isLeftToQuickBooks: boolean;
}

/** What purchase orders, bills and vendor credits have in common, in our words. The vendor is added when it is known. */
export interface PurchaseDocument {
  readonly documentNumber: string;
  readonly date: string;
  readonly currency: string;
  /** Home units for one foreign unit; null for a document in the home currency. */
  readonly exchangeRate: Decimal | null;
  readonly departmentId: string | null;
  readonly lines: readonly DocumentLine[];
  /** Null in companies that keep no tax codes for purchases. */
  readonly tax: DocumentTax | null;
  /** Lines and tax together. */
  readonly total: Money;
  /** What a bookkeeper reads in the memo: Cin7's full references. */
  readonly note: string;
}

/** The payable that QuickBooks shall hold. */
export interface Bill extends PurchaseDocument {
  readonly dueDate: string | null;
  /** QuickBooks' term id, where a rule or an equal name gives one. */
  readonly termId: string | null;
}

/** Committed spend; it moves no account. */
export interface PurchaseOrder extends PurchaseDocument {
  /** QuickBooks wants the account payable of an order named; a bill's it finds itself. */
  readonly payableId: string;
  readonly expectedOn: string | null;
  readonly termId: string | null;
  readonly closed: boolean;
}

/** What the supplier owes us. */
export type VendorCredit = PurchaseDocument;

/** A purchase order as it stands in QuickBooks: its id, and the ids of its lines in their order. */
export interface OrderLink {
  readonly id: string;
  readonly lineIds: readonly string[];
}
