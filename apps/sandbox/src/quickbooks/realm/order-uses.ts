import { add, subtract } from '../decimal.js';
import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../json.js';
import { find, type Realm } from './realm.js';

/** One line of a purchase order, as the line of a bill points at it. */
export interface OrderLine {
  readonly orderId: string;
  readonly lineId: string;
}

/** The lines of orders that a line of a bill says it fulfils; all three members of a link are needed. */
export function orderLinesOf(billLine: JsonObject): OrderLine[] {
  return objectsOf(billLine.LinkedTxn).flatMap(({ TxnId, TxnType, TxnLineId }) =>
    TxnType === 'PurchaseOrder' && typeof TxnId === 'string' && typeof TxnLineId === 'string'
      ? [{ orderId: TxnId, lineId: TxnLineId }]
      : [],
  );
}

export function lineOfOrder(realm: Realm, { orderId, lineId }: OrderLine): JsonObject | undefined {
  const lines = objectsOf(find(realm, 'PurchaseOrder', orderId)?.body.Line);
  return lines.find((line) => line.Id === lineId);
}

/** Item lines are counted in pieces, all others in money. */
export function orderedOf(orderLine: JsonObject): number {
  return quantityOf(orderLine) ?? numberOf(orderLine.Amount) ?? 0;
}

export function quantityOf(line: JsonObject): number | undefined {
  return numberOf(objectOf(line[textOf(line.DetailType) ?? ''])?.Qty);
}

/** What a bill's line uses of an order's line, in the measure of the latter. */
export function useOf(realm: Realm, billLine: JsonObject, orderLine: JsonObject): number {
  if (!realm.settings.partialOrderLines) return orderedOf(orderLine);
  if (quantityOf(orderLine) !== undefined) return quantityOf(billLine) ?? orderedOf(orderLine);
  return numberOf(billLine.Amount) ?? 0;
}

/** How much of an order's line all bills but one have used. */
export function usedOf(realm: Realm, line: OrderLine, exceptBillId?: string): number {
  let used = 0;
  for (const [billId, amount] of realm.orderUses.get(keyOf(line)) ?? []) {
    if (billId !== exceptBillId) used = add(used, amount);
  }
  return used;
}

export function isUsedBy(realm: Realm, line: OrderLine, billId: string): boolean {
  return realm.orderUses.get(keyOf(line))?.has(billId) === true;
}

/** What is left of an order's line for this bill. */
export function leftFor(realm: Realm, line: OrderLine, billId: string | undefined): number {
  const orderLine = lineOfOrder(realm, line);
  return orderLine === undefined ? 0 : subtract(orderedOf(orderLine), usedOf(realm, line, billId));
}

export function holdOrderUses(realm: Realm, billId: string, bill: JsonObject): void {
  for (const billLine of objectsOf(bill.Line)) {
    for (const link of orderLinesOf(billLine)) {
      const orderLine = lineOfOrder(realm, link);
      if (orderLine === undefined) continue;
      const uses = realm.orderUses.get(keyOf(link)) ?? new Map<string, number>();
      uses.set(billId, add(uses.get(billId) ?? 0, useOf(realm, billLine, orderLine)));
      realm.orderUses.set(keyOf(link), uses);
    }
  }
}

export function releaseOrderUses(realm: Realm, billId: string, bill: JsonObject): void {
  for (const link of objectsOf(bill.Line).flatMap(orderLinesOf)) {
    realm.orderUses.get(keyOf(link))?.delete(billId);
  }
}

function keyOf({ orderId, lineId }: OrderLine): string {
  return `${orderId}\u0000${lineId}`;
}
