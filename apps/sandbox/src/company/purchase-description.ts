import { z } from 'zod';

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date is YYYY-MM-DD');

const LineDescription = z.object({
  sku: z.string(),
  name: z.string().optional(),
  quantity: z.number(),
  price: z.number(),
  /** Percent. */
  discount: z.number().optional(),
  /** The amount; left out, the tax rule decides. */
  tax: z.number().optional(),
  taxRule: z.string().optional(),
  /** `null` makes a line without account; left out, it is the company's inventory account. */
  account: z.string().nullable().optional(),
  comment: z.string().optional(),
  supplierSku: z.string().optional(),
  nonInventory: z.boolean().optional(),
});

const ChargeDescription = z.object({
  description: z.string(),
  reference: z.string().optional(),
  quantity: z.number().optional(),
  price: z.number(),
  discount: z.number().optional(),
  tax: z.number().optional(),
  taxRule: z.string().optional(),
  account: z.string().nullable().optional(),
});

const PaymentDescription = z.object({
  amount: z.number(),
  date: date.optional(),
  account: z.string().optional(),
  reference: z.string().optional(),
  currencyRate: z.number().optional(),
  depositId: z.string().optional(),
});

export const InvoiceDescription = z.object({
  number: z.string().nullable(),
  date: date.nullable(),
  /** Left out, the terms decide. */
  dueDate: date.nullable().optional(),
  status: z.enum(['NOT AVAILABLE', 'DRAFT', 'AUTHORISED', 'PAID', 'VOIDED']).optional(),
  lines: z.array(LineDescription).optional(),
  charges: z.array(ChargeDescription).optional(),
  currencyRate: z.number().nullable().optional(),
  payments: z.array(PaymentDescription).optional(),
});

export const CreditNoteDescription = z.object({
  number: z.string(),
  date,
  invoiceNumber: z.string().optional(),
  status: z.enum(['DRAFT', 'AUTHORISED', 'VOIDED']).optional(),
  lines: z.array(LineDescription).optional(),
  charges: z.array(ChargeDescription).optional(),
  refunds: z.array(PaymentDescription).optional(),
});

const JournalLineDescription = z.object({
  reference: z.string().optional(),
  amount: z.number(),
  date,
  debit: z.string(),
  credit: z.string(),
  /** Cin7 journals some things by itself; landed cost that a person has allocated is not one of them. */
  isSystem: z.boolean().optional(),
});

export const AttachmentDescription = z.object({
  fileName: z.string().min(1),
  /** Base64. */
  content: z.base64(),
});

/** A purchase in as few words as it takes; all that is left out gets what a normal purchase has. */
export const PurchaseDescription = z.object({
  id: z.guid().optional(),
  /** A `credit` or `purchase-credit` is a supplier credit that stands alone: it has credit notes and nothing else. */
  type: z.enum(['simple', 'advanced', 'service', 'credit', 'purchase-credit']).optional(),
  supplierId: z.string().optional(),
  /** The name, where the id is not at hand. */
  supplier: z.string().optional(),
  orderNumber: z.string().optional(),
  orderDate: date.optional(),
  approach: z.enum(['INVOICE', 'STOCK']).optional(),
  currencyRate: z.number().optional(),
  taxRule: z.string().optional(),
  taxCalculation: z.enum(['Exclusive', 'Inclusive']).optional(),
  terms: z.string().optional(),
  location: z.string().optional(),
  requiredBy: date.nullable().optional(),
  note: z.string().optional(),
  orderStatus: z.enum(['NOT AVAILABLE', 'DRAFT', 'AUTHORISED', 'VOIDED']).optional(),
  /** Left out, what the invoices have is what was ordered. */
  orderLines: z.array(LineDescription).optional(),
  orderCharges: z.array(ChargeDescription).optional(),
  prepayments: z.array(PaymentDescription).optional(),
  received: z.enum(['none', 'draft', 'partly', 'fully']).optional(),
  invoices: z.array(InvoiceDescription).optional(),
  creditNotes: z.array(CreditNoteDescription).optional(),
  journals: z.array(JournalLineDescription).optional(),
  attachments: z.array(AttachmentDescription).optional(),
  dropShipTaskId: z.guid().optional(),
  voided: z.boolean().optional(),
  /** Left out, it is now. */
  lastUpdated: z.iso.datetime().optional(),
  attributes: z.array(z.string()).optional(),
});

export type AttachmentDescription = z.infer<typeof AttachmentDescription>;
export type JournalLineDescription = z.infer<typeof JournalLineDescription>;
export type LineDescription = z.infer<typeof LineDescription>;
export type ChargeDescription = z.infer<typeof ChargeDescription>;
export type PaymentDescription = z.infer<typeof PaymentDescription>;
export type InvoiceDescription = z.infer<typeof InvoiceDescription>;
export type CreditNoteDescription = z.infer<typeof CreditNoteDescription>;
export type PurchaseDescription = z.infer<typeof PurchaseDescription>;
