import { fault } from '../fault.js';
import { type JsonObject, objectsOf, referenceOf, textOf } from '../json.js';
import { find, type Realm } from '../realm/realm.js';
import { bump, keepPrevious } from '../write/touch.js';
import type { Change, WriteContext } from '../write/write-context.js';

interface OrderLine {
  readonly orderId: string;
  readonly lineId: string;
}

const keyOf = ({ orderId, lineId }: OrderLine): string => `${orderId}\u0000${lineId}`;

function orderLinesOf(line: JsonObject): OrderLine[] {
  return objectsOf(line.LinkedTxn).flatMap(({ TxnId, TxnType, TxnLineId }) =>
    TxnType === 'PurchaseOrder' && typeof TxnId === 'string' && typeof TxnLineId === 'string'
      ? [{ orderId: TxnId, lineId: TxnLineId }]
      : [],
  );
}

/** Links that cannot be made are dropped without a word: the answer is 200 and only its lines tell. */
export function keepPossibleLinks(draft: JsonObject, context: WriteContext): void {
  const { realm, before } = context;
  const earlier = new Map(objectsOf(before?.body.Line).map((line) => [textOf(line.Id), line.LinkedTxn]));
  const orders = new Set<string>();
  for (const line of objectsOf(draft.Line)) {
    const wanted = earlier.has(textOf(line.Id))
      ? objectsOf(earlier.get(textOf(line.Id)))
      : objectsOf(line.LinkedTxn);
    const possible = orderLinesOf({ LinkedTxn: wanted }).filter((link) =>
      isOpen(realm, link, before?.id, draft),
    );
    for (const { orderId } of possible) orders.add(orderId);
    line.LinkedTxn = possible.map(({ orderId, lineId }) => ({
      TxnId: orderId,
      TxnType: 'PurchaseOrder',
      TxnLineId: lineId,
    }));
  }
  const payments = objectsOf(before?.body.LinkedTxn).filter(({ TxnType }) => TxnType !== 'PurchaseOrder');
  draft.LinkedTxn = [...payments, ...[...orders].map((id) => ({ TxnId: id, TxnType: 'PurchaseOrder' }))];
}

function isOpen(realm: Realm, link: OrderLine, billId: string | undefined, draft: JsonObject): boolean {
  const order = find(realm, 'PurchaseOrder', link.orderId);
  if (order === undefined) return false;
  if (referenceOf(order.body.VendorRef) !== referenceOf(draft.VendorRef)) {
    throw fault('620', 'Transaction cannot be linked', `Txn ID cannot be linked : ${link.orderId}`);
  }
  const usedBy = realm.orderLines.get(keyOf(link));
  if (usedBy !== undefined && usedBy !== billId) return false;
  if (order.body.POStatus === 'Closed' && usedBy !== billId) return false;
  return objectsOf(order.body.Line).some((line) => line.Id === link.lineId);
}

/** Tells the orders which bill has used them; an order that is used up closes, one that is freed opens again. */
export function linkOrders({ realm, object, from, to, atMs }: Change): void {
  const links = (body: JsonObject | null): OrderLine[] => objectsOf(body?.Line).flatMap(orderLinesOf);
  const released = links(from);
  const taken = links(to);
  for (const link of released) realm.orderLines.delete(keyOf(link));
  for (const link of taken) realm.orderLines.set(keyOf(link), object.id);
  for (const orderId of new Set([...released, ...taken].map((link) => link.orderId))) {
    refreshOrder(realm, {
      orderId,
      billId: object.id,
      linked: taken.some((link) => link.orderId === orderId),
      atMs,
    });
  }
}

interface OrderRefresh {
  readonly orderId: string;
  readonly billId: string;
  readonly linked: boolean;
  readonly atMs: number;
}

function refreshOrder(realm: Realm, { orderId, billId, linked, atMs }: OrderRefresh): void {
  const order = find(realm, 'PurchaseOrder', orderId);
  if (order === undefined) return;
  const others = objectsOf(order.body.LinkedTxn).filter(({ TxnId }) => TxnId !== billId);
  const linkedTxn = linked ? [...others, { TxnId: billId, TxnType: 'Bill' }] : others;
  const usedUp = objectsOf(order.body.Line).every((line) =>
    realm.orderLines.has(keyOf({ orderId, lineId: textOf(line.Id) ?? '' })),
  );
  const status = usedUp ? 'Closed' : 'Open';
  if (status === order.body.POStatus && linkedTxn.length === objectsOf(order.body.LinkedTxn).length) return;
  keepPrevious(realm, order);
  order.body = { ...order.body, LinkedTxn: linkedTxn, POStatus: status };
  bump(order, atMs);
}
