import { add, subtract } from '../decimal.js';
import { cannotBeLinked } from '../fault.js';
import { type JsonObject, objectsOf, referenceOf, sameJson, textOf } from '../json.js';
import {
  holdOrderUses,
  isUsedBy,
  leftFor,
  lineOfOrder,
  type OrderLine,
  orderedOf,
  orderLinesOf,
  releaseOrderUses,
  usedOf,
  useOf,
} from '../realm/order-uses.js';
import { find, type Realm } from '../realm/realm.js';
import { bump, keepPrevious } from '../write/touch.js';
import type { Change, WriteContext } from '../write/write-context.js';
import { countReceived } from './received.js';

/** Links that cannot be made are dropped without a word: the answer is 200 and only its lines tell. */
export function keepPossibleLinks(draft: JsonObject, context: WriteContext): void {
  const { before } = context;
  const earlier = new Map(objectsOf(before?.body.Line).map((line) => [textOf(line.Id), line.LinkedTxn]));
  const taken = new Map<string, number>();
  const orders = new Set<string>();
  for (const line of objectsOf(draft.Line)) {
    /** A line that was there already keeps its links: only a new one can be linked. */
    const wanted = earlier.has(textOf(line.Id)) ? earlier.get(textOf(line.Id)) : line.LinkedTxn;
    const possible = orderLinesOf({ LinkedTxn: objectsOf(wanted) }).filter((link) =>
      takes({ link, line, taken, draft }, context),
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

interface Wish {
  readonly link: OrderLine;
  readonly line: JsonObject;
  /** What other lines of the same bill have taken already. */
  readonly taken: Map<string, number>;
  readonly draft: JsonObject;
}

function takes({ link, line, taken, draft }: Wish, { realm, before }: WriteContext): boolean {
  const order = find(realm, 'PurchaseOrder', link.orderId);
  if (order === undefined) return false;
  refuseOtherVendor(order.body, draft, link.orderId);
  const orderLine = lineOfOrder(realm, link);
  if (orderLine === undefined) return false;
  if (order.body.POStatus === 'Closed' && !(before !== null && isUsedBy(realm, link, before.id)))
    return false;
  const key = `${link.orderId}/${link.lineId}`;
  const sofar = taken.get(key) ?? 0;
  if (subtract(leftFor(realm, link, before?.id), sofar) <= 0) return false;
  taken.set(key, add(sofar, useOf(realm, line, orderLine)));
  return true;
}

/** An order and its bill are of one vendor. */
function refuseOtherVendor(order: JsonObject, draft: JsonObject, orderId: string): void {
  if (referenceOf(order.VendorRef) !== referenceOf(draft.VendorRef)) throw cannotBeLinked(orderId);
}

/** Tells the orders which bill has used them; an order that is used up closes, one that is freed opens again. */
export function linkOrders({ realm, object, from, to, atMs }: Change): void {
  if (from !== null) releaseOrderUses(realm, object.id, from);
  if (to !== null) holdOrderUses(realm, object.id, to);
  const linksOf = (body: JsonObject | null): OrderLine[] => objectsOf(body?.Line).flatMap(orderLinesOf);
  const taken = new Set(linksOf(to).map(({ orderId }) => orderId));
  for (const orderId of new Set([...linksOf(from).map((link) => link.orderId), ...taken])) {
    refreshOrder(realm, { orderId, billId: object.id, linked: taken.has(orderId), atMs });
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
  const body: JsonObject = {
    ...order.body,
    LinkedTxn: linked ? [...others, { TxnId: billId, TxnType: 'Bill' }] : others,
    POStatus: statusOf(realm, orderId, order.body),
    Line: objectsOf(order.body.Line).map((line) => ({ ...line })),
  };
  countReceived(body, realm, orderId);
  if (sameJson(body, order.body)) return;
  keepPrevious(realm, order);
  order.body = body;
  bump(order, atMs);
}

function statusOf(realm: Realm, orderId: string, order: JsonObject): string {
  const usedUp = objectsOf(order.Line).every(
    (line) => usedOf(realm, { orderId, lineId: textOf(line.Id) ?? '' }) >= orderedOf(line),
  );
  if (usedUp) return 'Closed';
  return order.POStatus === 'Closed' && !realm.settings.freedOrderReopens ? 'Closed' : 'Open';
}
