import type { PaymentTerm } from '../model/reference-book.js';

/** Adds whole days to a calendar date; no zone takes part in it. */
export function plusDays(date: string, days: number): string {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** When an invoice of this date falls due. An unknown term leaves the date as it is. */
export function dueDate(invoiceDate: string, term: PaymentTerm | undefined): string {
  if (term === undefined) return invoiceDate;
  switch (term.method) {
    case 'number of days':
      return plusDays(invoiceDate, term.duration);
    case 'day of next month':
      return plusDays(firstOfMonthAfter(invoiceDate, 1), term.duration - 1);
    case 'last day of next month':
      return plusDays(firstOfMonthAfter(invoiceDate, 2), -1);
    case 'days since the end of the month':
      return plusDays(firstOfMonthAfter(invoiceDate, 1), term.duration - 1);
  }
}

function firstOfMonthAfter(date: string, months: number): string {
  const moment = new Date(`${date.slice(0, 7)}-01T00:00:00Z`);
  moment.setUTCMonth(moment.getUTCMonth() + months);
  return moment.toISOString().slice(0, 10);
}
