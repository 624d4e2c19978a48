import { expect } from '@jest/globals';
import type { WireObject } from '#libs/quickbooks';
import type { Books, Expected } from './pair.js';

/** A document as a bookkeeper looks at it. Amounts of lines are numbers, as both sides write them in JSON. */
export interface Entry extends Books {
  readonly kind: string;
  readonly number: unknown;
  readonly vendor: string;
  readonly date: unknown;
  readonly dueDate: unknown;
  readonly terms: unknown;
  readonly department: unknown;
  readonly status: unknown;
  readonly note: unknown;
  readonly lines: readonly object[];
}

interface Line extends WireObject {
  readonly OrderLine?: number;
  readonly LinkedTxn?: readonly { readonly TxnId: string; readonly TxnLineId: string }[];
}

const MARKER = /\[bb:[a-z2-7]+\]/;

/** Cin7's side: what the pair says. */
export function expectedEntry(
  { kind, draft, end, books }: Expected & { books: Books },
  vendor: string,
): Entry {
  const order = (line: Line) => line.OrderLine ?? null;
  const drafted = entryOf(kind, end?.draft ?? draft ?? {}, order);
  // How far an order is delivered QuickBooks says by itself, unless it is closed short.
  const status = kind === 'purchase-order' ? (drafted.status ?? expect.any(String)) : null;
  // A bill without a due date gets that of its terms.
  const dueDate = kind === 'bill' && !(end?.draft ?? draft)?.DueDate ? expect.any(String) : drafted.dueDate;
  return { ...drafted, ...books, kind, vendor, status, dueDate };
}

/** QuickBooks' side: the object, and what the company's own ledger says of it. */
export function bookedEntry(
  kind: string,
  object: WireObject,
  booked: WireObject,
  orders: readonly WireObject[],
): Entry {
  const order = ({ LinkedTxn: [link] = [] }: Line) => {
    if (!link) return null;
    const lines = (orders.find(({ Id }) => Id === link.TxnId)?.Line ?? []) as readonly WireObject[];
    return lines.findIndex(({ Id }) => Id === link.TxnLineId);
  };
  const { total, tax, currency, exchangeRate, vendorName } = booked as Readonly<Record<string, string>>;
  return {
    ...entryOf(kind, object, order),
    kind,
    vendor: String(vendorName),
    total: String(total),
    tax: String(tax),
    currency: String(currency),
    rate: String(exchangeRate),
  };
}

function entryOf(kind: string, document: WireObject, order: (line: Line) => number | null) {
  const {
    DocNumber,
    TxnDate,
    DueDate,
    SalesTermRef,
    DepartmentRef,
    POStatus,
    PrivateNote,
    Line = [],
  } = document;
  return {
    number: DocNumber ?? null,
    date: TxnDate ?? null,
    dueDate: kind === 'bill' ? (DueDate ?? TxnDate ?? null) : null,
    terms: idOf(SalesTermRef),
    department: idOf(DepartmentRef),
    status: POStatus ?? null,
    note: String(PrivateNote).replace(MARKER, '<marker>'),
    lines: (Line as readonly Line[]).map((line) => lineOf(line, order)),
  };
}

function lineOf(line: Line, order: (line: Line) => number | null): object {
  const detail = (line.AccountBasedExpenseLineDetail ?? line.ItemBasedExpenseLineDetail ?? {}) as WireObject;
  return {
    amount: line.Amount,
    description: line.Description ?? null,
    account: idOf(detail.AccountRef),
    item: idOf(detail.ItemRef),
    quantity: detail.Qty ?? null,
    price: detail.UnitPrice ?? null,
    class: idOf(detail.ClassRef),
    customer: idOf(detail.CustomerRef),
    billable: detail.BillableStatus ?? 'NotBillable',
    taxCode: taxCodeOf(detail),
    order: order(line),
  };
}

function idOf(reference: unknown): unknown {
  return (reference as { readonly value?: unknown } | undefined)?.value ?? null;
}

/** In the US QuickBooks puts a word where a line has no code. */
function taxCodeOf({ TaxCodeRef }: WireObject): unknown {
  const code = idOf(TaxCodeRef);
  return code === 'NON' ? null : code;
}
