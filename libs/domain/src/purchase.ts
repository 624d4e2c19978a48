import type { Decimal } from './decimal.js';

/** What the supplier bills for goods or services: one line, tax apart. `total` is net of discount. */
export interface InvoiceLine {
  readonly sku: string | null;
  readonly description: string;
  readonly quantity: Decimal;
  readonly price: Decimal;
  /** The Cin7 account code; null where the document has none. */
  readonly accountCode: string | null;
  readonly tax: Decimal;
  readonly total: Decimal;
}

/** Status words of a purchase's sub-documents in Cin7, upper case, as far as decisions depend on them. */
export type SourceStatus = 'draft' | 'authorised' | 'paid' | 'voided' | 'none';

export interface SupplierInvoice {
  /** Cin7's task id of the invoice; the purchase's own id for a Simple Purchase, which has just one. */
  readonly key: string;
  readonly number: string | null;
  readonly status: SourceStatus;
  readonly date: string | null;
  readonly dueDate: string | null;
  /** Home units for one unit of the purchase's currency; null where the document names none. */
  readonly rate: Decimal | null;
  readonly lines: readonly InvoiceLine[];
  readonly totalBeforeTax: Decimal;
  readonly tax: Decimal;
  readonly total: Decimal;
}

export interface SupplierCreditNote {
  readonly key: string;
  readonly number: string | null;
  readonly status: SourceStatus;
  readonly date: string | null;
  readonly total: Decimal;
}

/** Cin7's whole: order, invoices, credit notes, in our words and without its wire shapes. */
export interface Purchase {
  readonly id: string;
  readonly number: string;
  readonly shape: 'simple' | 'advanced' | 'service';
  readonly supplierId: string | null;
  readonly supplierName: string | null;
  readonly currency: string | null;
  readonly baseCurrency: string | null;
  readonly taxInclusive: boolean;
  readonly terms: string | null;
  readonly orderStatus: SourceStatus;
  readonly orderDate: string | null;
  readonly orderTotal: Decimal;
  readonly invoices: readonly SupplierInvoice[];
  readonly creditNotes: readonly SupplierCreditNote[];
}

/** An invoice that the supplier is owed for: the ones that become bills. */
export function isOwed(invoice: SupplierInvoice): boolean {
  return invoice.status === 'authorised' || invoice.status === 'paid';
}
