import type { CreditNotePart, InvoicePart, Purchase } from '../model/purchase.js';
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
import { renderTotals } from './render-totals.js';

export interface PurchaseView {
  readonly baseCurrency: string;
  readonly combineCharges: boolean;
  locationId(name: string): string | null;
}

/** `/purchase`: one object for each kind of sub-document, without task ids. */
export function renderSimplePurchase(purchase: Purchase, view: PurchaseView): object {
  const document = {
    ...renderHeader(purchase, view.baseCurrency),
    OrderDate: businessDate(purchase.orderDate),
    Status: rowOf(purchase).status,
    RelatedDropShipSaleTask: null,
    CurrencyRate: purchase.currencyRate,
    LastUpdatedDate: instant(purchase.lastUpdatedMs),
    Order: renderOrder(purchase, view.combineCharges),
    StockReceived: renderReceipt(purchase, view),
    Invoice: renderInvoice(purchase, view),
    CreditNote: renderCreditNote(purchase, view),
    ManualJournals: {
      Status: purchase.journals[0]?.status ?? 'NOT AVAILABLE',
      Lines: (purchase.journals[0]?.lines ?? []).map(renderJournalLine),
    },
    AdditionalAttributes: renderAttributes(purchase.attributes),
    Attachments: [],
    InventoryMovements: renderMovements(purchase),
  };
  return editRaw(document, purchase.raw?.detail);
}

export function renderOrder(purchase: Purchase, combineCharges: boolean): object {
  const { order } = purchase;
  return {
    Memo: order.memo,
    Status: order.status,
    ...renderParts(order, 'order', combineCharges),
    Prepayments: order.prepayments.map(renderPayment),
    ...renderTotals(documentAmounts(order, purchase.taxCalculation)),
  };
}

function renderReceipt(purchase: Purchase, view: PurchaseView): object {
  const receipt = purchase.receipts[0];
  return {
    Status: receipt?.status ?? 'NOT AVAILABLE',
    Lines: (receipt?.lines ?? []).map((line) =>
      renderReceiptLine(line, { name: line.location, id: view.locationId(line.location) }),
    ),
  };
}

const noInvoice: InvoicePart = {
  taskId: '',
  group: 0,
  number: null,
  date: null,
  dueDate: null,
  status: 'NOT AVAILABLE',
  currencyRate: null,
  lines: [],
  charges: [],
  payments: [],
};

function renderInvoice(purchase: Purchase, view: PurchaseView): object {
  const invoice = purchase.invoices[0] ?? noInvoice;
  return {
    InvoiceDate: businessDate(invoice.date),
    InvoiceDueDate: businessDate(invoice.dueDate),
    InvoiceNumber: invoice.number,
    Status: invoice.status,
    ...renderParts(invoice, 'invoice', view.combineCharges),
    Payments: invoice.payments.map(renderPayment),
    ...renderTotals(documentAmounts(invoice, purchase.taxCalculation)),
    Paid: paidOf(purchase, invoice),
  };
}

const noCreditNote: CreditNotePart = {
  taskId: '',
  invoiceNumber: '',
  number: '',
  date: null,
  status: 'NOT AVAILABLE',
  lines: [],
  charges: [],
  refunds: [],
  unstock: [],
  unstockStatus: 'NOT AVAILABLE',
};

function renderCreditNote(purchase: Purchase, view: PurchaseView): object {
  const note = purchase.creditNotes[0] ?? noCreditNote;
  return {
    CreditNoteNumber: note.number,
    CreditNoteDate: businessDate(note.date),
    Status: note.status,
    ...renderParts(note, 'invoice', view.combineCharges),
    Refunds: note.refunds.map(renderPayment),
    Unstock: { Status: note.unstockStatus, Lines: note.unstock.map(renderUnstockLine) },
    ...renderTotals(documentAmounts(note, purchase.taxCalculation)),
  };
}
