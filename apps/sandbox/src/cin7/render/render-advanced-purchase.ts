import type { CreditNotePart, InvoicePart, JournalPart, Purchase, ReceiptPart } from '../model/purchase.js';
import { documentAmounts } from '../rules/document-amounts.js';
import { hasOneOfEach } from '../rules/purchase-kind.js';
import { absentStatus, paidOf } from '../rules/purchase-status.js';
import { editRaw } from './edit-raw.js';
import type { PurchaseView } from './purchase-view.js';
import { renderAttachment } from './render-attachment.js';
import { renderAttributes, renderHeader, renderSummary } from './render-header.js';
import { renderJournalLine, renderPayment, renderUnstockLine } from './render-lines.js';
import { businessDate } from './render-moment.js';
import { renderMovements } from './render-movements.js';
import { renderParts } from './render-parts.js';
import { renderPutAway, renderReceipt } from './render-receipt.js';
import { absentCreditNote, absentInvoice, renderOrder } from './render-simple-purchase.js';
import { renderTotals } from './render-totals.js';

/** `/advanced-purchase`: arrays of sub-documents, each with its task id and its group. */
export function renderAdvancedPurchase(purchase: Purchase, view: PurchaseView): object {
  const { receipts, invoices, creditNotes, journals } = withAbsentParts(purchase);
  const document = {
    ...renderHeader(purchase, view.baseCurrency),
    ...renderSummary(purchase),
    Order: renderOrder(purchase, view),
    StockReceived: receipts.map((receipt) => grouped(receipt, renderReceipt(receipt))),
    PutAway: receipts.map((receipt) => grouped(receipt, renderPutAway(receipt, view))),
    Invoice: invoices.map((invoice) => renderInvoice(purchase, invoice, view)),
    CreditNote: creditNotes.map((note) => renderCreditNote(purchase, note, view)),
    ManualJournals: journals.map((journal) =>
      grouped(journal, {
        TaskID: journal.taskId,
        Status: journal.status,
        Lines: journal.lines.map(renderJournalLine),
      }),
    ),
    AdditionalAttributes: renderAttributes(purchase.attributes),
    Attachments: purchase.attachments.map((each) => renderAttachment(each, view.origin)),
    InventoryMovements: renderMovements(purchase),
  };
  return editRaw(document, purchase.raw?.detail);
}

function grouped(part: ReceiptPart | JournalPart, rendered: object): object {
  return { ...rendered, InvoicingAndReceivingNumber: part.group };
}

/** A simple purchase shows one of each kind even where there is none, all under its own id. */
function withAbsentParts(purchase: Purchase): Purchase {
  if (!hasOneOfEach(purchase)) return purchase;
  const absent = { taskId: purchase.id, group: 0, status: absentStatus(purchase), lines: [] };
  const orAbsent = <Part>(parts: Part[], part: Part): Part[] => (parts.length > 0 ? parts : [part]);
  return {
    ...purchase,
    receipts: orAbsent(purchase.receipts, absent),
    invoices: orAbsent(purchase.invoices, absentInvoice(purchase)),
    creditNotes: orAbsent(purchase.creditNotes, absentCreditNote(purchase)),
    journals: orAbsent(purchase.journals, absent),
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
    ...renderParts(purchase, invoice, { document: 'invoice', view }),
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
    ...renderParts(purchase, note, { document: 'invoice', view }),
    Refunds: note.refunds.map(renderPayment),
    Unstock: note.unstock.map(renderUnstockLine),
    ...renderTotals(documentAmounts(note, purchase.taxCalculation)),
  };
}

/** What some accounts answer for a simple purchase here: the header's frame and nothing in it. */
export function renderEmptyShell(purchase: Purchase, view: PurchaseView): object {
  const order = { memo: '', status: 'NOT AVAILABLE' as const, lines: [], charges: [], prepayments: [] };
  const none = { receipts: [], invoices: [], creditNotes: [], journals: [], attachments: [] };
  const shell: Purchase = { ...purchase, ...none, order, orderNumber: '', supplierName: '', raw: {} };
  const lists = { StockReceived: [], PutAway: [], Invoice: [], CreditNote: [], ManualJournals: [] };
  return { ...renderAdvancedPurchase(shell, view), ...lists, Status: '', SupplierID: null };
}
