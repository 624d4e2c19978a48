import type { InvoicePart, Purchase } from '../model/purchase.js';
import { documentAmounts } from './document-amounts.js';
import {
  combinedInvoiceStatus,
  combinedPaymentStatus,
  combinedReceivingStatus,
  joinedStatus,
  paidOf,
  taskStatus,
} from './purchase-status.js';

/** What the list says of a purchase beyond its header, and the text in which `Search` looks. */
export interface PurchaseRow {
  readonly status: string;
  readonly invoiceNumber: string | null;
  readonly invoiceDate: string | null;
  readonly invoiceDueDate: string | null;
  readonly invoiceAmount: number;
  readonly paidAmount: number;
  readonly creditNoteNumber: string;
  readonly orderStatus: string;
  readonly stockReceivedStatus: string;
  readonly unstockStatus: string;
  readonly invoiceStatus: string;
  readonly creditNoteStatus: string;
  readonly combinedInvoiceStatus: string;
  readonly combinedPaymentStatus: string;
  readonly combinedReceivingStatus: string;
  readonly searchText: string;
}

export function rowOf(purchase: Purchase): PurchaseRow {
  const invoice = shownInvoice(purchase);
  const note = purchase.creditNotes.at(-1);
  const status = taskStatus(purchase);
  const shown = [purchase.orderNumber, status, purchase.supplierName, invoice?.number, note?.number];
  return {
    status,
    invoiceNumber: invoice?.number ?? null,
    invoiceDate: invoice?.date ?? null,
    invoiceDueDate: invoice?.dueDate ?? null,
    invoiceAmount: invoice === undefined ? 0 : documentAmounts(invoice, purchase.taxCalculation).total,
    paidAmount: invoice === undefined ? 0 : paidOf(purchase, invoice),
    creditNoteNumber: note?.number ?? '',
    orderStatus: purchase.order.status,
    stockReceivedStatus: joinedStatus(purchase.receipts.map((each) => each.status)),
    unstockStatus: joinedStatus(purchase.creditNotes.map((each) => each.unstockStatus)),
    invoiceStatus: joinedStatus(purchase.invoices.map((each) => each.status)),
    creditNoteStatus: joinedStatus(purchase.creditNotes.map((each) => each.status)),
    combinedInvoiceStatus: combinedInvoiceStatus(purchase),
    combinedPaymentStatus: combinedPaymentStatus(purchase),
    combinedReceivingStatus: combinedReceivingStatus(purchase),
    searchText: shown.join('\n').toLowerCase(),
  };
}

/** An advanced purchase has one row whatever it has of invoices; it shows the last one that has a number. */
function shownInvoice(purchase: Purchase): InvoicePart | undefined {
  return (
    purchase.invoices.findLast((invoice) => invoice.number !== null && invoice.number !== '') ??
    purchase.invoices.at(0)
  );
}
