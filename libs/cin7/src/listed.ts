import { z } from 'zod';
import { fingerprint, format, isAuthorised, round, sum } from '#libs/domain';
import { id } from './amounts.js';
import { purchaseFromCin7 } from './purchase-from-cin7.js';
import { SourceUnreadableError } from './source-unreadable.error.js';

/** A Cin7 document as the poller keeps it: its identity, its text, and the fingerprint of its content. */
export interface ReadDocument {
  readonly sourceId: string;
  readonly number: string | null;
  readonly fingerprint: string;
  readonly payload: string;
}

export interface ListedPurchase {
  readonly sourceId: string;
  readonly number: string | null;
  readonly shape: string | null;
  readonly fingerprint: string;
}

/** What is owed on a purchase, as Cin7 says it: amounts as decimal text in `currency`. */
export interface OwedOnPurchase {
  readonly count: number;
  readonly total: string;
  readonly currency: string | null;
}

const SupplierRow = z.looseObject({ ID: z.string(), Name: z.string().nullish() });
const PurchaseRow = z.looseObject({
  ID: z.string(),
  OrderNumber: z.string().nullish(),
  Type: z.string().nullish(),
});

const OWED_SCALE = 4;

export function supplierDocument(row: unknown): ReadDocument {
  const { ID, Name } = parse(SupplierRow, row, 'supplier');
  return {
    sourceId: id(ID),
    number: Name ?? null,
    fingerprint: contentFingerprint(row, 'LastModifiedOn'),
    payload: JSON.stringify(row),
  };
}

/** The list row's own time of change is part of its fingerprint: any change of a purchase moves it. */
export function listedPurchase(row: unknown): ListedPurchase {
  const { ID, OrderNumber, Type } = parse(PurchaseRow, row, 'purchase');
  return {
    sourceId: id(ID),
    number: OrderNumber ?? null,
    shape: Type ?? null,
    fingerprint: fingerprint(row),
  };
}

export function purchaseDocument(body: string): ReadDocument {
  const detail: unknown = JSON.parse(body);
  const { ID, OrderNumber } = parse(PurchaseRow, detail, 'purchase');
  return {
    sourceId: id(ID),
    number: OrderNumber ?? null,
    fingerprint: contentFingerprint(detail, 'LastUpdatedDate'),
    payload: body,
  };
}

/** The rows of a page that can be kept, and how many cannot: one row without an identity must not stop the others. */
export function readableRows<Row>(
  rows: readonly unknown[],
  read: (row: unknown) => Row,
): { readonly kept: readonly Row[]; readonly unreadable: number } {
  const kept: Row[] = [];
  for (const row of rows) {
    try {
      kept.push(read(row));
    } catch (error) {
      if (!(error instanceof SourceUnreadableError)) throw error;
    }
  }
  return { kept, unreadable: rows.length - kept.length };
}

/** For the tie-out, counted when reading and apart from any mapping. An unreadable purchase counts as nothing owed. */
export function owedOnPurchase(body: string): OwedOnPurchase {
  try {
    const purchase = purchaseFromCin7(JSON.parse(body));
    const owed = purchase.invoices.filter(isAuthorised);
    const total = sum(owed.map((invoice) => invoice.total));
    return { count: owed.length, total: format(round(total, OWED_SCALE)), currency: purchase.currency };
  } catch (error) {
    if (error instanceof SourceUnreadableError) return { count: 0, total: '0', currency: null };
    throw error;
  }
}

/** The time of change moves without the content: payments of other documents, recalculations. */
function contentFingerprint(document: unknown, timeOfChange: string): string {
  return fingerprint({ ...(document as Record<string, unknown>), [timeOfChange]: undefined });
}

function parse<Row extends z.ZodType>(schema: Row, value: unknown, what: string): z.infer<Row> {
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw new SourceUnreadableError(
      `Cin7 listed a ${what} that cannot be read: ${z.prettifyError(parsed.error)}`,
    );
  return parsed.data;
}
