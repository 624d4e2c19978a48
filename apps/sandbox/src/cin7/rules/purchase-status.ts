import type { CreditNotePart, InvoicePart, PartStatus, Purchase } from '../model/purchase.js';
import { fromUnits, sumOf } from './decimal.js';
import { documentAmounts } from './document-amounts.js';
import { isStandAloneCredit } from './purchase-kind.js';

export function isBilled(invoice: InvoicePart): boolean {
  return invoice.status === 'AUTHORISED' || invoice.status === 'PAID';
}

export function isCredited(note: CreditNotePart): boolean {
  return note.status === 'AUTHORISED';
}

/** The word for a part that is not there: a void is over what never was, too. */
export function absentStatus(purchase: Purchase): 'VOIDED' | 'NOT AVAILABLE' {
  return purchase.isVoided ? 'VOIDED' : 'NOT AVAILABLE';
}

/** The word for several parts of one kind: the furthest of those that still count. */
export function joinedStatus(statuses: readonly string[]): string {
  for (const word of ['AUTHORISED', 'PAID', 'DRAFT', 'VOIDED']) if (statuses.includes(word)) return word;
  return 'NOT AVAILABLE';
}

export type InvoicedShare = 'none' | 'some' | 'all';

/** Compares quantities, because prices may change between order and invoice. Services have only charges. */
export function invoicedShare(purchase: Purchase): InvoicedShare {
  const billed = purchase.invoices.filter(isBilled);
  if (billed.length === 0) return 'none';
  const part = purchase.type === 'service' ? 'charges' : 'lines';
  const ordered = quantityOf(purchase.order[part]);
  const invoiced = billed.reduce((sum, each) => sum + quantityOf(each[part]), 0);
  return invoiced + 1e-9 >= ordered ? 'all' : 'some';
}

export function taskStatus(purchase: Purchase): string {
  if (purchase.isVoided) return 'VOIDED';
  const received = joinedStatus(purchase.receipts.map((each) => each.status));
  const share = invoicedShare(purchase);
  if (isStandAloneCredit(purchase)) return purchase.creditNotes.some(isCredited) ? 'RECEIVED' : 'DRAFT';
  if (isClosedByCredit(purchase, received)) return 'COMPLETED / CREDIT NOTE CLOSED';
  if (purchase.creditNotes.some(isCredited)) return creditedStatus(received, share);
  if (share === 'some') return 'PARTIALLY INVOICED';
  if (share === 'all')
    return received === 'AUTHORISED' || purchase.type === 'service' ? 'COMPLETED' : 'INVOICED';
  if (received === 'AUTHORISED') return 'RECEIVED';
  return openStatus(purchase, received);
}

/** Words join to ones that no list of statuses has; this one was seen live. */
function isClosedByCredit(purchase: Purchase, received: string): boolean {
  const isSettled =
    purchase.invoices.length > 0 && purchase.invoices.every(({ status }) => status === 'PAID');
  return isSettled && received === 'AUTHORISED' && purchase.creditNotes.some(isCredited);
}

function creditedStatus(received: string, share: InvoicedShare): string {
  if (share === 'all') return 'CREDITED';
  if (received === 'AUTHORISED') return 'RECEIVED / CREDITED';
  return received === 'DRAFT' ? 'RECEIVING / CREDITED' : 'CREDITED';
}

function openStatus(purchase: Purchase, received: string): string {
  const order: PartStatus = purchase.order.status;
  if (order === 'AUTHORISED') return received === 'DRAFT' ? 'RECEIVING' : 'ORDERED';
  if (order === 'DRAFT' || purchase.approach === 'INVOICE') return 'ORDERING';
  return 'DRAFT';
}

export function combinedInvoiceStatus(purchase: Purchase): string {
  const isCreditedAtAll = purchase.creditNotes.some(isCredited);
  const share = isStandAloneCredit(purchase) && isCreditedAtAll ? 'all' : invoicedShare(purchase);
  const credited = isCreditedAtAll ? ' / CREDITED' : '';
  if (share === 'all') return `INVOICED${credited}`;
  if (share === 'some') return `PARTIALLY INVOICED${credited}`;
  return purchase.order.status === 'AUTHORISED' ? 'NOT INVOICED' : 'NOT AVAILABLE';
}

export function combinedReceivingStatus(purchase: Purchase): string {
  if (purchase.isVoided) return 'VOIDED';
  const isWithoutGoods = purchase.type === 'service' || isStandAloneCredit(purchase);
  if (isWithoutGoods || purchase.order.status !== 'AUTHORISED') return 'NOT AVAILABLE';
  const received = purchase.receipts.filter((each) => each.status === 'AUTHORISED');
  if (received.length === 0) return 'NOT RECEIVED';
  const quantity = received.reduce((sum, each) => sum + quantityOf(each.lines), 0);
  return quantity + 1e-9 >= quantityOf(purchase.order.lines) ? 'FULLY RECEIVED' : 'PARTIALLY RECEIVED';
}

export function combinedPaymentStatus(purchase: Purchase): string {
  if (purchase.isVoided) return 'VOIDED';
  const billed = purchase.invoices.filter(isBilled);
  const due = billed.reduce((sum, each) => sum + documentAmounts(each, purchase.taxCalculation).total, 0);
  const paid = billed.reduce((sum, each) => sum + paidOf(purchase, each), 0);
  const credited = purchase.creditNotes.some(isCredited);
  if (isStandAloneCredit(purchase) && credited) return 'OVERPAID / CREDITED';
  if (billed.length === 0) return purchase.order.prepayments.length > 0 ? 'PREPAID' : 'UNPAID';
  if (paid === 0) return 'UNPAID';
  if (paid < due) return 'PARTIALLY PAID';
  return credited ? 'OVERPAID / CREDITED' : 'PAID';
}

/** Prepayments belong to the order; they settle its first invoice. */
export function paidOf(purchase: Purchase, invoice: InvoicePart): number {
  const before = purchase.invoices[0] === invoice ? purchase.order.prepayments : [];
  return fromUnits(sumOf([...before, ...invoice.payments].map((payment) => payment.amount)));
}

function quantityOf(parts: readonly { quantity: number }[]): number {
  return parts.reduce((sum, part) => sum + part.quantity, 0);
}
