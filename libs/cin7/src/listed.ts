import { z } from 'zod';
import {
  amountOf,
  decimal,
  documentTotal,
  fingerprint,
  format,
  isAuthorised,
  isCurrency,
  round,
  type SourceDocument,
  sum,
  type TiedKind,
} from '#libs/domain';
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

/** What the documents of one kind come to on a purchase, as Cin7 says it: decimal text in `currency`. */
export interface CountedOnPurchase {
  readonly kind: TiedKind;
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

const ChangedRow = z.looseObject({
  LastUpdatedDate: z.string().nullish(),
  LastModifiedOn: z.string().nullish(),
});

/** Where no currency says how many places a total has. */
const TOTAL_SCALE = 4;

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

/** When Cin7 says that a listed document changed; null where it does not say. One of its lists leaves out that it means UTC. */
export function lastChangeOf(row: unknown): Date | null {
  const { LastUpdatedDate, LastModifiedOn } = parse(ChangedRow, row, 'document');
  const said = LastUpdatedDate ?? LastModifiedOn;
  if (!said) return null;
  const moment = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(said) ? said : `${said}Z`);
  return Number.isNaN(moment.getTime()) ? null : moment;
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

/** For the tie-out, counted when reading and apart from any mapping. On an unreadable purchase nothing counts. */
export function countedOnPurchase(
  body: string,
  listedAs: string | null = null,
): readonly CountedOnPurchase[] {
  try {
    const { order, invoices, creditNotes, currency } = purchaseFromCin7(JSON.parse(body), listedAs);
    const kinds: readonly (readonly [TiedKind, readonly SourceDocument[]])[] = [
      ['purchase-order', [order]],
      ['bill', invoices],
      ['vendor-credit', creditNotes],
    ];
    return kinds
      .map(([kind, documents]) => ({ kind, counted: documents.filter(isAuthorised) }))
      .filter(({ counted }) => counted.length > 0)
      .map(({ kind, counted }) => ({
        kind,
        count: counted.length,
        total: format(sum(counted.map((document) => totalOf(document, currency)))),
        currency,
      }));
  } catch (error) {
    if (error instanceof SourceUnreadableError) return [];
    throw error;
  }
}

/** To the cent, or to whatever is smallest in the currency: the paper's total, not what Cin7 computes with. */
function totalOf(document: SourceDocument, currency: string | null) {
  return currency && isCurrency(currency)
    ? decimal(amountOf(documentTotal(document, currency)))
    : round(document.total, TOTAL_SCALE);
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
