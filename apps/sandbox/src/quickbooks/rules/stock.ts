import { add, subtract } from '../decimal.js';
import { type JsonObject, numberOf, objectOf, objectsOf, referenceOf, textOf } from '../json.js';
import { quantityOf } from '../realm/order-uses.js';
import { find } from '../realm/realm.js';
import { markMoved } from '../write/touch.js';
import type { Change } from '../write/write-context.js';

/** A bill brings goods into stock and a credit takes them out again, as long as the item is one that is counted. */
export function moveStock({ realm, object, from, to, atMs }: Change): void {
  const sign = object.entity === 'VendorCredit' ? -1 : 1;
  const before = piecesOf(from);
  const after = piecesOf(to);
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const item = find(realm, 'Item', id);
    const more = sign * subtract(after.get(id) ?? 0, before.get(id) ?? 0);
    if (item?.body.Type !== 'Inventory' || more === 0) continue;
    item.body = { ...item.body, QtyOnHand: add(numberOf(item.body.QtyOnHand) ?? 0, more) };
    markMoved(realm, item, atMs);
  }
}

function piecesOf(body: JsonObject | null): Map<string, number> {
  const pieces = new Map<string, number>();
  for (const line of objectsOf(body?.Line)) {
    const id = referenceOf(objectOf(line[textOf(line.DetailType) ?? ''])?.ItemRef);
    const quantity = quantityOf(line);
    if (id !== undefined && quantity !== undefined) pieces.set(id, add(pieces.get(id) ?? 0, quantity));
  }
  return pieces;
}
