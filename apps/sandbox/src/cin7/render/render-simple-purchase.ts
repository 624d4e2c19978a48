import type { CreditNotePart, InvoicePart, Purchase } from '../model/purchase.js';
import { documentAmounts } from '../rules/document-amounts.js';
import { absentStatus, paidOf } from '../rules/purchase-status.js';
import { editRaw } from './edit-raw.js';
import type { PurchaseView } from './purchase-view.js';
import { renderAttachment } from './render-attachment.js';
import { renderAttributes, renderDates, renderHeader } from './render-header.js';
import { renderJournalLine, renderPayment, renderReceiptLine, renderUnstockLine } from './render-lines.js';
import { businessDate } from './render-moment.js';
import { renderMovements } from './render-movements.js';
import { renderParts } from './render-parts.js';
import { renderTotals } from './render-totals.js';

/** `/purchase`: one object for each kind of sub-document, without task ids. */
export function renderSimplePurchase(purchase: Purchase, view: PurchaseView): object {
  const document = {
    ...renderHeader(purchase, view.baseCurrency),
    ...renderDates(purchase),
    Order: renderOrder(purchase, view),
    StockReceived: renderReceipt(purchase, view),
    Invoice: renderInvoice(purchase, view),
    CreditNote: renderCreditNote(purchase, view),
    ManualJournals: {
      Status: purchase.journals[0]?.status ?? absentStatus(purchase),
      Lines: (purchase.journals[0]?.lines ?? []).map(renderJournalLine),
    },
    AdditionalAttributes: renderAttributes(purchase.attributes),
    Attachments: purchase.attachments.map((each) => renderAttachment(each, view.origin)),
    InventoryMovements: renderMovements(purchase),
  };
  return editRaw(document, purchase.raw?.detail);
}

export function renderOrder(purchase: Purchase, view: PurchaseView): object {
  const { order } = purchase;
  return {
    Memo: order.memo,
    Status: order.status,
    ...renderParts(purchase, order, { document: 'order', view }),
    Prepayments: order.prepayments.map(renderPayment),
    ...renderTotals(documentAmounts(order, purchase.taxCalculation)),
  };
}

function renderReceipt(purchase: Purchase, view: PurchaseView): object {
  const receipt = purchase.receipts[0];
  const isReceived = receipt?.status === 'AUTHORISED';
  return {
    Status: receipt?.status ?? absentStatus(purchase),
    Lines: (receipt?.lines ?? []).map((line) =>
      renderReceiptLine(line, { name: line.location, id: view.locationId(line.location), isReceived }),
    ),
  };
}

function renderInvoice(purchase: Purchase, view: PurchaseView): object {
  const invoice = purchase.invoices[0] ?? absentInvoice(purchase);
  return {
    InvoiceDate: businessDate(invoice.date),
    InvoiceDueDate: businessDate(invoice.dueDate),
    InvoiceNumber: invoice.number,
    Status: invoice.status,
    ...renderParts(purchase, invoice, { document: 'invoice', view }),
    Payments: invoice.payments.map(renderPayment),
    ...renderTotals(documentAmounts(invoice, purchase.taxCalculation)),
    Paid: paidOf(purchase, invoice),
  };
}

function renderCreditNote(purchase: Purchase, view: PurchaseView): object {
  const note = purchase.creditNotes[0] ?? absentCreditNote(purchase);
  return {
    CreditNoteNumber: note.number,
    CreditNoteDate: businessDate(note.date),
    Status: note.status,
    ...renderParts(purchase, note, { document: 'invoice', view }),
    Refunds: note.refunds.map(renderPayment),
    Unstock: { Status: note.unstockStatus, Lines: note.unstock.map(renderUnstockLine) },
    ...renderTotals(documentAmounts(note, purchase.taxCalculation)),
  };
}

/** What stands where a simple purchase has no invoice yet. */
export function absentInvoice(purchase: Purchase): InvoicePart {
  return {
    taskId: purchase.id,
    group: 0,
    number: null,
    date: null,
    dueDate: null,
    status: absentStatus(purchase),
    currencyRate: null,
    lines: [],
    charges: [],
    payments: [],
  };
}

/** What stands where a simple purchase has no credit note. */
export function absentCreditNote(purchase: Purchase): CreditNotePart {
  return {
    taskId: purchase.id,
    invoiceNumber: '',
    number: '',
    date: null,
    status: absentStatus(purchase),
    lines: [],
    charges: [],
    refunds: [],
    unstock: [],
    unstockStatus: absentStatus(purchase),
  };
}
