import { dateIn, type Fields, numberIn, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import type { Purchase, ReceiptLine } from '../model/purchase.js';
import type { Tenant } from '../model/tenant.js';
import { linesIn } from './written-lines.js';
import { writtenProduct } from './written-product.js';

/** Goods that go back. Their card says which ones; what else is known of it need not be repeated. */
export function writtenUnstock(tenant: Tenant, purchase: Purchase, fields: Fields): ReceiptLine[] {
  const received = purchase.receipts.flatMap(({ lines, putAway }) => [...(putAway?.lines ?? []), ...lines]);
  return linesIn(fields, 'Unstock').map((line) => {
    const cardId = textIn(line, 'CardID')?.toLowerCase();
    if (cardId === undefined) throw new Cin7Error("'CardID' is required for 'Unstock' line");
    const quantity = numberIn(line, 'Quantity');
    if (quantity === undefined) throw new Cin7Error("'Quantity' is required for 'Unstock' line");
    const card = received.find((each) => each.cardId.toLowerCase() === cardId);
    return {
      ...(card ?? writtenProduct(tenant, line)),
      date: dateIn(line, 'Date') ?? dateIn(fields, 'CreditNoteDate') ?? purchase.orderDate,
      quantity,
      location: textIn(line, 'Location') ?? card?.location ?? purchase.location,
      cardId,
      batch: textIn(line, 'BatchSN') ?? card?.batch ?? null,
      expiry: dateIn(line, 'ExpiryDate') ?? card?.expiry ?? null,
      supplierSku: card?.supplierSku ?? '',
    };
  });
}
