import { z } from 'zod';
import type {
  OrderedGoods,
  Purchase,
  PurchaseAttachment,
  PurchaseLine,
  SourceStatus,
  SupplierCreditNote,
  SupplierInvoice,
} from '#libs/domain';
import { amount, businessDate, id, optionalAmount, text } from './amounts.js';
import { attributesOf } from './attributes.js';
import { SourceUnreadableError } from './source-unreadable.error.js';
import { isStandAloneCredit } from './stand-alone-credit.js';

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
  ShippingAddress: z.looseObject({}).nullish(),
  AdditionalAttributes: z.looseObject({}).nullish(),
  Attachments: z.array(z.looseObject({ ID: z.string() })).nullish(),
});
type PurchaseDetail = z.infer<typeof PurchaseDetail>;

/**
 * Reads one purchase in either of Cin7's shapes, or a supplier credit that stands alone, which is written like one; the
 * type that it was listed as says so where the document does not. Throws `SourceUnreadableError` for a document it does
 * not know.
 */
export function purchaseFromCin7(payload: unknown, listedAs: string | null = null): Purchase {
  const parsed = PurchaseDetail.safeParse(payload);
  if (!parsed.success)
    throw new SourceUnreadableError(`The purchase cannot be read: ${z.prettifyError(parsed.error)}`);
  const detail = parsed.data;
  return {
    id: id(detail.ID),
    number: detail.OrderNumber,
    shape: shapeOf(detail, listedAs),
    supplierId: text(detail.SupplierID)?.toLowerCase() ?? null,
    supplierName: text(detail.Supplier),
    currency: text(detail.SupplierCurrency)?.toUpperCase() ?? null,
    baseCurrency: text(detail.BaseCurrency)?.toUpperCase() ?? null,
    taxInclusive: text(detail.TaxCalculation)?.toLowerCase() === 'inclusive',
    rate: optionalAmount(detail.CurrencyRate, 'CurrencyRate'),
    terms: text(detail.Terms),
    requiredBy: businessDate(detail.RequiredBy),
    location: text(detail.Location),
    attributes: attributesOf(detail.AdditionalAttributes),
    inventoryAccount: text(detail.InventoryAccount),
    dropShipTo: dropShipTo(detail),
    order: orderOf(detail, listedAs),
    invoices: listOf(detail.Invoice).map((invoice) => invoiceOf(detail, invoice)),
    creditNotes: listOf(detail.CreditNote).map((credit) => creditNoteOf(detail, credit)),
    attachments: (detail.Attachments ?? []).map(attachmentOf),
  };
}

/** The customer's name stands in the address that the supplier ships to; that it is a drop shipment, in the sale's id. */
function dropShipTo({ RelatedDropShipSaleTask, ShippingAddress }: PurchaseDetail): string | null {
  const sale = text(RelatedDropShipSaleTask);
  if (!sale || /^[0-]+$/.test(sale)) return null;
  return text(ShippingAddress?.Company);
}

function attachmentOf(file: Record<string, unknown>): PurchaseAttachment {
  const fileId = id(String(file.ID));
  return {
    id: fileId,
    fileName: text(file.FileName) ?? fileId,
    contentType: text(file.ContentType),
    downloadUrl: text(file.DownloadUrl),
  };
}

/** A credit that stands alone looks as if it had an authorised order, but nothing was ordered by it. */
function orderOf(detail: PurchaseDetail, listedAs: string | null): OrderedGoods {
  const { Order, OrderDate } = detail;
  const order = shapeOf(detail, listedAs) === 'credit' ? {} : (Order ?? {});
  return {
    ...amountsOf(order, 'Order'),
    status: statusOf(order.Status),
    date: businessDate(OrderDate),
    closed: order.Status?.trim().toUpperCase() === 'CLOSED',
    memo: text(order.Memo),
  };
}

/** Lines, tax and totals are written in the same way in orders, invoices and credit notes. */
function amountsOf(document: Document, name: string) {
  return {
    lines: [
      ...(document.Lines ?? []).map(productLine),
      ...(document.AdditionalCharges ?? []).map(chargeLine),
    ],
    totalBeforeTax: amount(document.TotalBeforeTax, `${name}.TotalBeforeTax`),
    tax: amount(document.Tax, `${name}.Tax`),
    total: amount(document.Total, `${name}.Total`),
  };
}

function listOf(documents: z.infer<typeof Documents>): readonly Document[] {
  if (!documents) return [];
  return Array.isArray(documents) ? documents : [documents];
}

function shapeOf(detail: PurchaseDetail, listedAs: string | null): Purchase['shape'] {
  if (isStandAloneCredit(detail.Type) || isStandAloneCredit(listedAs)) return 'credit';
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
  return {
    ...amountsOf(invoice, 'Invoice'),
    key: id(text(invoice.TaskID) ?? detail.ID),
    // The official examples misspell the member; live data does not.
    number: text(invoice.InvoiceNumber) ?? text(invoice.InvocieNumber),
    status: countedStatus(invoice, 'invoice'),
    date: businessDate(invoice.InvoiceDate),
    dueDate: businessDate(invoice.InvoiceDueDate),
    rate: optionalAmount(invoice.CurrencyRate, 'CurrencyRate'),
  };
}

function creditNoteOf(detail: PurchaseDetail, credit: Document): SupplierCreditNote {
  return {
    ...amountsOf(credit, 'CreditNote'),
    key: id(text(credit.TaskID) ?? detail.ID),
    number: text(credit.CreditNoteNumber),
    status: countedStatus(credit, 'credit note'),
    date: businessDate(credit.CreditNoteDate),
    rate: optionalAmount(credit.CurrencyRate, 'CurrencyRate'),
    invoiceNumber: text(credit.CreditNoteInvoiceNumber),
  };
}

/** Read as zero, a missing total would leave a document that counts out as nothing to pay. */
function countedStatus(document: Document, what: string): SourceStatus {
  const status = knownStatus(document.Status, what);
  const counts = status === 'authorised' || status === 'paid';
  if (counts && optionalAmount(document.Total, 'Total') === null)
    throw new SourceUnreadableError(`The ${what} counts but has no total`);
  return status;
}

function productLine(line: z.infer<typeof Line>): PurchaseLine {
  return {
    ...commonLine(line),
    productId: productId(line),
    sku: text(line.SKU),
    description: text(line.Name) ?? '',
  };
}

function productId({ ProductID }: z.infer<typeof Line>): string | null {
  const found = text(ProductID);
  return found === null ? null : id(found);
}

function chargeLine(line: z.infer<typeof Line>): PurchaseLine {
  const description = [text(line.Description), text(line.Reference)].filter(Boolean).join(' ');
  return { ...commonLine(line), productId: null, sku: null, description };
}

function commonLine(line: z.infer<typeof Line>) {
  return {
    quantity: amount(line.Quantity, 'Quantity'),
    price: amount(line.Price, 'Price'),
    accountCode: text(line.Account),
    taxRule: text(line.TaxRule),
    tax: amount(line.Tax, 'Tax'),
    total: amount(line.Total, 'Total'),
  };
}
