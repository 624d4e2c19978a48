import { booksClosed } from '../fault.js';
import { type JsonObject, numberOf, referenceOf, textOf } from '../json.js';
import { pacificDate } from '../pacific-time.js';
import { closingDate, find, type Realm } from '../realm/realm.js';
import type { WriteContext } from '../write/write-context.js';

const DAY_MS = 86_400_000;

/** The server's own date is the default, and neither the old nor the new date may lie in a closed period. */
export function completeDate(draft: JsonObject, { realm, description, before, atMs }: WriteContext): void {
  draft.TxnDate ??= pacificDate(atMs);
  /** An order posts nothing, so closed books do not concern it. */
  if (description.name === 'PurchaseOrder') return;
  refuseClosed(realm, textOf(draft.TxnDate));
  if (before !== null) refuseClosed(realm, textOf(before.body.TxnDate));
}

export function refuseClosed(realm: Realm, date: string | undefined): void {
  const closing = closingDate(realm);
  if (closing !== undefined && date !== undefined && date <= closing)
    throw booksClosed(realm.settings.closingPassword);
}

export function completeDueDate(draft: JsonObject, realm: Realm): void {
  if (draft.DueDate !== undefined) return;
  const from = textOf(draft.TxnDate) ?? '';
  const term = find(realm, 'Term', referenceOf(draft.SalesTermRef) ?? '');
  draft.DueDate = term === undefined ? from : dueDate(from, term.body);
}

function dueDate(from: string, term: JsonObject): string {
  const start = new Date(from);
  const dayOfMonth = numberOf(term.DayOfMonthDue);
  if (dayOfMonth === undefined)
    return isoDate(new Date(start.getTime() + (numberOf(term.DueDays) ?? 0) * DAY_MS));
  const thisMonth = dayInMonth(start.getUTCFullYear(), start.getUTCMonth(), dayOfMonth);
  const leadDays = (thisMonth.getTime() - start.getTime()) / DAY_MS;
  const postponed = leadDays < (numberOf(term.DueNextMonthDays) ?? 0) || leadDays < 0;
  return isoDate(
    postponed ? dayInMonth(start.getUTCFullYear(), start.getUTCMonth() + 1, dayOfMonth) : thisMonth,
  );
}

/** The last day stands in for a day that the month does not have. */
function dayInMonth(year: number, month: number, day: number): Date {
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, last)));
}

function isoDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}
