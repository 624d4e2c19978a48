import { z } from 'zod';
import type { InvoiceLine, Purchase, SourceStatus, SupplierCreditNote, SupplierInvoice } from '#libs/domain';
import { amount, businessDate, id, optionalAmount, text } from './amounts.js';
import { SourceUnreadableError } from './source-unreadable.error.js';

const Line = z.looseObject({});
const Document = z.looseObject({
  Status: z.string().nullish(),
  Lines: z.array(Line).nullish(),
  AdditionalCharges: z.array(Line).nullish(),
});
type Document = z.infer<typeof Document>;
/** Simple purchases hold one object where Advanced ones hold a list. */
const Documents = z.union([z.array(Document), Document]).nullish();

const PurchaseDetail = z.looseObject({
  ID: z.string(),
  OrderNumber: z.string(),
  Type: z.string().nullish(),
  IsServiceOnly: z.boolean().nullish(),
  Order: Document.nullish(),
  Invoice: Documents,
  CreditNote: Documents,
});
type PurchaseDetail = z.infer<typeof PurchaseDetail>;

/** Reads one purchase in either of Cin7's shapes. Throws `SourceUnreadableError` for a document it does not know. */
export function purchaseFromCin7(payload: unknown): Purchase {
  const parsed = PurchaseDetail.safeParse(payload);
  if (!parsed.success)
    throw new SourceUnreadableError(`The purchase cannot be read: ${z.prettifyError(parsed.error)}`);
  const detail = parsed.data;
  return {
    id: id(detail.ID),
    number: detail.OrderNumber,
    shape: shapeOf(detail),
    supplierId: text(detail.SupplierID)?.toLowerCase() ?? null,
    supplierName: text(detail.Supplier),
    currency: text(detail.SupplierCurrency)?.toUpperCase() ?? null,
    baseCurrency: text(detail.BaseCurrency)?.toUpperCase() ?? null,
    taxInclusive: text(detail.TaxCalculation)?.toLowerCase() === 'inclusive',
    terms: text(detail.Terms),
    orderStatus: statusOf(detail.Order?.Status),
    orderDate: businessDate(detail.OrderDate),
    orderTotal: amount(detail.Order?.Total, 'Order.Total'),
    invoices: listOf(detail.Invoice).map((invoice) => invoiceOf(detail, invoice)),
    creditNotes: listOf(detail.CreditNote).map((credit) => creditNoteOf(detail, credit)),
  };
}

function listOf(documents: z.infer<typeof Documents>): readonly Document[] {
  if (!documents) return [];
  return Array.isArray(documents) ? documents : [documents];
}

function shapeOf(detail: PurchaseDetail): Purchase['shape'] {
  if (detail.IsServiceOnly || detail.Type === 'Service Purchase') return 'service';
  return Array.isArray(detail.Invoice) ? 'advanced' : 'simple';
}

function statusOf(status: string | null | undefined): SourceStatus {
  switch (status?.trim().toUpperCase()) {
    case 'AUTHORISED':
    case 'CLOSED':
    case 'INVOICED':
      return 'authorised';
    case 'PAID':
      return 'paid';
    case 'VOIDED':
      return 'voided';
    case 'DRAFT':
      return 'draft';
    default:
      return 'none';
  }
}

const NOT_THERE = ['', 'NOT AVAILABLE'];

/** Whether money is owed hangs on this word, so one that we do not know is no reason to leave a bill out in silence. */
function knownStatus(status: string | null | undefined, what: string): SourceStatus {
  const known = statusOf(status);
  if (known === 'none' && !NOT_THERE.includes(status?.trim().toUpperCase() ?? ''))
    throw new SourceUnreadableError(`The ${what} has a status that is not known: ${status}`);
  return known;
}

function invoiceOf(detail: PurchaseDetail, invoice: Document): SupplierInvoice {
  const status = knownStatus(invoice.Status, 'invoice');
  // Read as zero, a missing total would leave an owed bill out as nothing to pay.
  if (
    (status === 'authorised' || status === 'paid') &&
    optionalAmount(invoice.Total, 'Invoice.Total') === null
  )
    throw new SourceUnreadableError('The invoice is owed but has no total');
  return {
    key: id(text(invoice.TaskID) ?? detail.ID),
    // The official examples misspell the member; live data does not.
    number: text(invoice.InvoiceNumber) ?? text(invoice.InvocieNumber),
    status,
    date: businessDate(invoice.InvoiceDate),
    dueDate: businessDate(invoice.InvoiceDueDate),
    rate:
      optionalAmount(invoice.CurrencyRate, 'CurrencyRate') ??
      optionalAmount(detail.CurrencyRate, 'CurrencyRate'),
    lines: [...(invoice.Lines ?? []).map(productLine), ...(invoice.AdditionalCharges ?? []).map(chargeLine)],
    totalBeforeTax: amount(invoice.TotalBeforeTax, 'Invoice.TotalBeforeTax'),
    tax: amount(invoice.Tax, 'Invoice.Tax'),
    total: amount(invoice.Total, 'Invoice.Total'),
  };
}

function productLine(line: z.infer<typeof Line>): InvoiceLine {
  return { ...commonLine(line), sku: text(line.SKU), description: text(line.Name) ?? '' };
}

function chargeLine(line: z.infer<typeof Line>): InvoiceLine {
  const description = [text(line.Description), text(line.Reference)].filter(Boolean).join(' ');
  return { ...commonLine(line), sku: null, description };
}

function commonLine(line: z.infer<typeof Line>) {
  return {
    quantity: amount(line.Quantity, 'Quantity'),
    price: amount(line.Price, 'Price'),
    accountCode: text(line.Account),
    tax: amount(line.Tax, 'Tax'),
    total: amount(line.Total, 'Total'),
  };
}

function creditNoteOf(detail: PurchaseDetail, credit: Document): SupplierCreditNote {
  return {
    key: id(text(credit.TaskID) ?? detail.ID),
    number: text(credit.CreditNoteNumber),
    status: knownStatus(credit.Status, 'credit note'),
    date: businessDate(credit.CreditNoteDate),
    total: amount(credit.Total, 'CreditNote.Total'),
  };
}
