import type { DocumentBasis } from './document-basis.js';
import { documentFromPurchase } from './document-from-purchase.js';
import { documentNumber } from './document-number.js';
import type { Mapped } from './intention.js';
import { type MappingContext, termFor } from './mapping-context.js';
import type { Purchase, SupplierInvoice } from './purchase.js';
import type { Bill } from './purchase-document.js';

/** What a bill needs beside its invoice. */
export interface BillPlace {
  /** The number that it goes by: the supplier's, or one made where that is missing or taken. */
  readonly number: string;
  /** The order lines that its lines deliver on. */
  readonly orderLines: readonly (number | null)[];
}

/** A supplier invoice becomes a bill. */
export function billFromPurchase(
  purchase: Purchase,
  invoice: SupplierInvoice,
  place: BillPlace,
  context: MappingContext,
): Mapped<Bill> {
  const basis: DocumentBasis = {
    purchase,
    source: invoice,
    date: invoice.date,
    rate: invoice.rate ?? purchase.rate,
    label: `the invoice of ${purchase.number}`,
    documentNumber: documentNumber(place.number),
    note: `Cin7 purchase ${purchase.number}, supplier invoice ${invoice.number ?? place.number}`,
    accountCodeOf: ({ accountCode }) => accountCode,
    orderLines: place.orderLines,
  };
  const mapped = documentFromPurchase(basis, context);
  if (!mapped.ok) return mapped;
  return {
    ok: true,
    value: { ...mapped.value, dueDate: invoice.dueDate, termId: termFor(context, purchase.terms) },
  };
}
