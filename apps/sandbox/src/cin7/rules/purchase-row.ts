import type { InvoicePart, Purchase } from '../model/purchase.js';
import type { Settings } from '../model/settings.js';
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
  const status = taskStatus(purchase);
  const parts = [...purchase.invoices, ...purchase.creditNotes];
  const shown = [purchase.orderNumber, status, purchase.supplierName, ...parts.map(({ number }) => number)];
  return {
    status,
    creditNoteNumber: purchase.creditNotes.at(-1)?.number ?? '',
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

/** What the list says of invoices. A credit that stands alone names the invoice that it was given for. */
export function listedInvoice(purchase: Purchase, which: Settings['listedInvoice']) {
  const invoice = shownInvoice(purchase, which);
  const amount = invoice === undefined ? 0 : documentAmounts(invoice, purchase.taxCalculation).total;
  return {
    number: invoice?.number ?? purchase.creditNotes.at(-1)?.invoiceNumber ?? '',
    date: invoice?.date ?? null,
    dueDate: invoice?.dueDate ?? null,
    amount,
    paid: invoice === undefined ? 0 : paidOf(purchase, invoice),
  };
}

/** An advanced purchase has one row whatever it has of invoices; it shows one of those that have a number. */
function shownInvoice({ invoices }: Purchase, which: Settings['listedInvoice']): InvoicePart | undefined {
  const hasNumber = ({ number }: InvoicePart) => number !== null && number !== '';
  return (which === 'last' ? invoices.findLast(hasNumber) : invoices.find(hasNumber)) ?? invoices.at(0);
}
