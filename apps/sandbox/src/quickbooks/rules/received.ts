import { type JsonObject, objectOf, objectsOf, referenceOf, textOf } from '../json.js';
import { quantityOf, usedOf } from '../realm/order-uses.js';
import { find, type Realm } from '../realm/realm.js';

/** Lines of an order for stock show how many pieces its bills have brought; other lines do not have the member. */
export function countReceived(order: JsonObject, realm: Realm, orderId: string | undefined): void {
  for (const line of objectsOf(order.Line)) {
    if (quantityOf(line) === undefined || !isOfStock(line, realm)) continue;
    line.Received = orderId === undefined ? 0 : usedOf(realm, { orderId, lineId: textOf(line.Id) ?? '' });
  }
}

function isOfStock(line: JsonObject, realm: Realm): boolean {
  const detail = objectOf(line[textOf(line.DetailType) ?? '']);
  return find(realm, 'Item', referenceOf(detail?.ItemRef) ?? '')?.body.Type === 'Inventory';
}
