import type { CreditNotePart, InvoicePart, Purchase, PurchaseType, ReceiptPart } from '../model/purchase.js';
import { documentAmounts } from '../rules/document-amounts.js';
import { rowOf } from '../rules/purchase-row.js';
import { paidOf } from '../rules/purchase-status.js';
import { editRaw } from './edit-raw.js';
import { renderAttributes, renderHeader } from './render-header.js';
import {
  renderJournalLine,
  renderParts,
  renderPayment,
  renderReceiptLine,
  renderUnstockLine,
} from './render-lines.js';
import { businessDate, instant } from './render-moment.js';
import { renderMovements } from './render-movements.js';
import { type PurchaseView, renderOrder } from './render-simple-purchase.js';
import { renderTotals } from './render-totals.js';

export const typeWords: Record<PurchaseType, string> = {
  simple: 'Simple Purchase',
  advanced: 'Advanced Purchase',
  service: 'Service Purchase',
};

/** `/advanced-purchase`: arrays of sub-documents, each with its task id and its group. */
export function renderAdvancedPurchase(purchase: Purchase, view: PurchaseView): object {
  const row = rowOf(purchase);
  const document = {
    ...renderHeader(purchase, view.baseCurrency),
    Type: typeWords[purchase.type],
    CombinedInvoiceStatus: row.combinedInvoiceStatus,
    CombinedReceivingStatus: row.combinedReceivingStatus,
    CombinedPaymentStatus: row.combinedPaymentStatus,
    IsServiceOnly: purchase.type === 'service',
    OrderDate: businessDate(purchase.orderDate),
    Status: row.status,
    RelatedDropShipSaleTask: null,
    CurrencyRate: purchase.currencyRate,
    LastUpdatedDate: instant(purchase.lastUpdatedMs),
    Order: renderOrder(purchase, view.combineCharges),
    StockReceived: purchase.receipts.map((receipt) =>
      renderReceipt(receipt, () => ({ name: null, id: null })),
    ),
    PutAway: purchase.receipts.map((receipt) =>
      renderReceipt(receipt, (location) => ({ name: location, id: view.locationId(location) })),
    ),
    Invoice: purchase.invoices.map((invoice) => renderInvoice(purchase, invoice, view)),
    CreditNote: purchase.creditNotes.map((note) => renderCreditNote(purchase, note, view)),
    ManualJournals: purchase.journals.map((journal) => ({
      TaskID: journal.taskId,
      InvoicingAndReceivingNumber: journal.group,
      Status: journal.status,
      Lines: journal.lines.map(renderJournalLine),
    })),
    AdditionalAttributes: renderAttributes(purchase.attributes),
    Attachments: [],
    InventoryMovements: renderMovements(purchase),
  };
  return editRaw(document, purchase.raw?.detail);
}

type Place = (location: string) => { name: string | null; id: string | null };

/** Stock is received without a place and gets one when it is put away. */
function renderReceipt(receipt: ReceiptPart, place: Place): object {
  return {
    TaskID: receipt.taskId,
    InvoicingAndReceivingNumber: receipt.group,
    Status: receipt.status,
    Lines: receipt.lines.map((line) => renderReceiptLine(line, place(line.location))),
  };
}

function renderInvoice(purchase: Purchase, invoice: InvoicePart, view: PurchaseView): object {
  return {
    TaskID: invoice.taskId,
    InvoicingAndReceivingNumber: invoice.group,
    InvoiceDate: businessDate(invoice.date),
    InvoiceDueDate: businessDate(invoice.dueDate),
    InvoiceNumber: invoice.number ?? '',
    Status: invoice.status,
    CurrencyRate: invoice.currencyRate,
    ...renderParts(invoice, 'invoice', view.combineCharges),
    Payments: invoice.payments.map(renderPayment),
    ...renderTotals(documentAmounts(invoice, purchase.taxCalculation)),
    Paid: paidOf(purchase, invoice),
  };
}

function renderCreditNote(purchase: Purchase, note: CreditNotePart, view: PurchaseView): object {
  return {
    TaskID: note.taskId,
    CreditNoteInvoiceNumber: note.invoiceNumber,
    CreditNoteNumber: note.number,
    CreditNoteDate: businessDate(note.date),
    Status: note.status,
    ...renderParts(note, 'invoice', view.combineCharges),
    Refunds: note.refunds.map(renderPayment),
    Unstock: note.unstock.map(renderUnstockLine),
    ...renderTotals(documentAmounts(note, purchase.taxCalculation)),
  };
}

/** What some accounts answer for a simple purchase here: the header's frame and nothing in it. */
export function renderEmptyShell(purchase: Purchase, view: PurchaseView): object {
  const none = { ...purchase, receipts: [], invoices: [], creditNotes: [], journals: [] };
  const order = { memo: '', status: 'NOT AVAILABLE' as const, lines: [], charges: [], prepayments: [] };
  const shell = { ...none, order, orderNumber: '', supplierName: '', raw: {} };
  return { ...renderAdvancedPurchase(shell, view), Status: '', SupplierID: null };
}
