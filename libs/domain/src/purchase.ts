import type { Decimal } from './decimal.js';

/** One line of an order, an invoice or a credit note: goods or a charge. `total` is net of discount. */
export interface PurchaseLine {
  /** Cin7's product; null for a charge. */
  readonly productId: string | null;
  readonly sku: string | null;
  readonly description: string;
  readonly quantity: Decimal;
  readonly price: Decimal;
  /** The Cin7 account code; null where the document has none, as on orders. */
  readonly accountCode: string | null;
  /** The name of Cin7's tax rule. */
  readonly taxRule: string | null;
  readonly tax: Decimal;
  /** With its tax where the purchase is tax-inclusive, without it where it is not. */
  readonly total: Decimal;
}

/** Status words of a purchase's sub-documents in Cin7, as far as decisions depend on them. */
export type SourceStatus = 'draft' | 'authorised' | 'paid' | 'voided' | 'none';

/** What an order, an invoice and a credit note have in common. */
export interface SourceDocument {
  readonly status: SourceStatus;
  readonly lines: readonly PurchaseLine[];
  readonly totalBeforeTax: Decimal;
  readonly tax: Decimal;
  readonly total: Decimal;
}

export interface OrderedGoods extends SourceDocument {
  readonly date: string | null;
  /** Cin7 expects nothing more of it, whatever was received. */
  readonly closed: boolean;
  readonly memo: string | null;
}

export interface SupplierInvoice extends SourceDocument {
  /** Cin7's task id of the invoice; the purchase's own id for a Simple Purchase, which has just one. */
  readonly key: string;
  readonly number: string | null;
  readonly date: string | null;
  readonly dueDate: string | null;
  /** Home units for one unit of the purchase's currency; null where the document names none. */
  readonly rate: Decimal | null;
}

export interface SupplierCreditNote extends SourceDocument {
  readonly key: string;
  readonly number: string | null;
  readonly date: string | null;
  readonly rate: Decimal | null;
  /** The number of the invoice that it corrects, where Cin7 says so. */
  readonly invoiceNumber: string | null;
}

/** A file that somebody put to a purchase in Cin7. */
export interface PurchaseAttachment {
  readonly id: string;
  readonly fileName: string;
  readonly contentType: string | null;
  readonly downloadUrl: string | null;
}

/** Cin7's whole: order, invoices, credit notes, in our words and without its wire shapes. */
export interface Purchase {
  readonly id: string;
  readonly number: string;
  readonly shape: 'simple' | 'advanced' | 'service' | 'credit';
  readonly supplierId: string | null;
  readonly supplierName: string | null;
  readonly currency: string | null;
  readonly baseCurrency: string | null;
  readonly rate: Decimal | null;
  readonly taxInclusive: boolean;
  readonly terms: string | null;
  readonly requiredBy: string | null;
  /** The warehouse. */
  readonly location: string | null;
  /** Additional attributes 1 to 10, by number; those without a value are left out. */
  readonly attributes: ReadonlyMap<number, string>;
  /** The account of goods that name none: Cin7 books the order's lines on it. */
  readonly inventoryAccount: string | null;
  /** The customer that the supplier ships to directly; null where the goods come to us. */
  readonly dropShipTo: string | null;
  readonly order: OrderedGoods;
  readonly invoices: readonly SupplierInvoice[];
  readonly creditNotes: readonly SupplierCreditNote[];
  readonly attachments: readonly PurchaseAttachment[];
}

/** A document that counts: the supplier is owed for the invoice, the credit stands, the order is placed. */
export function isAuthorised({ status }: SourceDocument): boolean {
  return status === 'authorised' || status === 'paid';
}
