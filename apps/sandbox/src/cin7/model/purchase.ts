import type { Attachment } from './attachment.js';

/** What an account keeps of a purchase. Plain data in our own words; Cin7's member names begin in `render/`. */
export interface Purchase {
  readonly id: string;
  type: PurchaseType;
  orderNumber: string;
  orderDate: string;
  supplierId: string;
  supplierName: string;
  contact: string | null;
  phone: string | null;
  inventoryAccount: string;
  blindReceipt: boolean;
  approach: Approach;
  billingAddress: Address;
  shippingAddress: Address;
  currency: string;
  currencyRate: number;
  taxRule: string;
  taxCalculation: TaxCalculation;
  terms: string;
  requiredBy: string | null;
  location: string;
  note: string | null;
  isVoided: boolean;
  /** Milliseconds since 1970: every list is filtered by it, so it is kept ready to compare. */
  lastUpdatedMs: number;
  order: OrderPart;
  receipts: ReceiptPart[];
  invoices: InvoicePart[];
  creditNotes: CreditNotePart[];
  journals: JournalPart[];
  attributes: string[];
  /** The sale whose customer gets the goods straight from the supplier. */
  dropShipTaskId: string | null;
  attachments: Attachment[];
  raw?: RawOverride;
}

/** The last two are supplier credits that stand alone: they have no order and no invoice. */
export type PurchaseType = 'simple' | 'advanced' | 'service' | 'credit' | 'purchase-credit';
export type Approach = 'INVOICE' | 'STOCK';
export type TaxCalculation = 'Exclusive' | 'Inclusive';
export type PartStatus = 'NOT AVAILABLE' | 'DRAFT' | 'AUTHORISED' | 'VOIDED';
export type InvoiceStatus = PartStatus | 'PAID';

export interface Address {
  readonly display1: string | null;
  readonly display2: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
}

/** The numbers that make an amount. Lines and charges share them, so that one rule adds up both. */
export interface Priced {
  quantity: number;
  price: number;
  /** Percent of the line, 0 to 100. */
  discount: number;
  tax: number;
  taxRule: string;
  total: number;
}

export interface Line extends Priced {
  productId: string | null;
  sku: string;
  name: string;
  account: string | null;
  supplierSku: string;
  comment: string;
  isNonInventory: boolean;
}

export interface Charge extends Priced {
  description: string;
  reference: string;
  account: string | null;
}

export interface Payment {
  readonly id: string;
  readonly reference: string;
  readonly amount: number;
  readonly datePaid: string;
  readonly account: string;
  readonly currencyRate: number;
  readonly createdMs: number;
  /** The deposit that it was taken from. */
  readonly depositId: string | null;
}

export interface OrderPart {
  memo: string | null;
  status: PartStatus;
  lines: Line[];
  charges: Charge[];
  prepayments: Payment[];
}

export interface ReceiptLine {
  date: string;
  quantity: number;
  productId: string | null;
  sku: string;
  name: string;
  location: string | null;
  cardId: string;
  batch: string | null;
  expiry: string | null;
  supplierSku: string;
}

export interface ReceiptPart {
  taskId: string;
  group: number;
  status: PartStatus;
  lines: ReceiptLine[];
  /** Where the goods were put. Left out, they are where they were received. */
  putAway?: { status: PartStatus; lines: ReceiptLine[] };
}

export interface InvoicePart {
  taskId: string;
  /** Cin7's "Invoicing & Receiving" number; 0 in a simple purchase. */
  group: number;
  number: string | null;
  date: string | null;
  dueDate: string | null;
  status: InvoiceStatus;
  /** `null` in simple purchases, where the header's rate counts. */
  currencyRate: number | null;
  lines: Line[];
  charges: Charge[];
  payments: Payment[];
}

export interface CreditNotePart {
  taskId: string;
  invoiceNumber: string;
  number: string;
  date: string | null;
  status: PartStatus;
  lines: Line[];
  charges: Charge[];
  refunds: Payment[];
  unstock: ReceiptLine[];
  unstockStatus: PartStatus;
}

export interface JournalLine {
  readonly reference: string;
  readonly amount: number;
  readonly date: string;
  readonly debit: string;
  readonly credit: string;
  readonly isSystem: boolean;
}

export interface JournalPart {
  taskId: string;
  group: number;
  status: PartStatus;
  lines: JournalLine[];
}

/** Members to set or remove in what is served, by dotted path, so that malformed documents can be tried. */
export interface RawOverride {
  readonly detail?: RawEdit;
  readonly row?: RawEdit;
}

export interface RawEdit {
  /** Served in place of what the purchase or supplier comes to; the edits are made on it. */
  readonly document?: object;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
}
