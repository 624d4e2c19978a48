import { documentFromPurchase } from './document-from-purchase.js';
import { documentNumber } from './document-number.js';
import type { Mapped } from './intention.js';
import type { MappingContext } from './mapping-context.js';
import type { Purchase, SupplierCreditNote } from './purchase.js';
import type { VendorCredit } from './purchase-document.js';

/** A supplier credit note becomes a vendor credit. Which bill it is set against is the bookkeeper's choice. */
export function vendorCreditFromPurchase(
  purchase: Purchase,
  credit: SupplierCreditNote,
  number: string,
  context: MappingContext,
): Mapped<VendorCredit> {
  const isStandAlone = purchase.shape === 'credit';
  const of = credit.invoiceNumber ? `, on supplier invoice ${credit.invoiceNumber}` : '';
  return documentFromPurchase(
    {
      purchase,
      source: credit,
      date: credit.date,
      rate: credit.rate ?? purchase.rate,
      label: isStandAlone ? `the credit note ${purchase.number}` : `the credit note of ${purchase.number}`,
      documentNumber: documentNumber(number),
      note: `Cin7 ${isStandAlone ? 'credit' : 'purchase'} ${purchase.number}, supplier credit note ${credit.number ?? number}${of}`,
      accountCodeOf: ({ accountCode }) => accountCode,
      orderLines: [],
    },
    context,
  );
}
