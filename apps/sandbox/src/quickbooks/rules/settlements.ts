import { multiplyToCents, subtract, sum } from '../decimal.js';
import { type JsonObject, numberOf, objectsOf } from '../json.js';
import { find, type Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';
import { bump, keepPrevious } from '../write/touch.js';
import type { Change } from '../write/write-context.js';

/** What a payment's line says of one bill or credit. */
export interface Settlement {
  readonly type: 'Bill' | 'VendorCredit';
  readonly id: string;
  readonly amount: number;
}

export function settlementsOf(body: JsonObject | null): Settlement[] {
  return objectsOf(body?.Line).flatMap((line) =>
    objectsOf(line.LinkedTxn).flatMap(({ TxnId, TxnType }) =>
      typeof TxnId === 'string' && (TxnType === 'Bill' || TxnType === 'VendorCredit')
        ? [{ type: TxnType, id: TxnId, amount: numberOf(line.Amount) ?? 0 }]
        : [],
    ),
  );
}

/** How much a payment settles of one document. */
export function settledOf(body: JsonObject | null, id: string): number {
  return sum(
    settlementsOf(body)
      .filter((one) => one.id === id)
      .map(({ amount }) => amount),
  );
}

/** Paying a bill, or using a credit, changes the document: its balance, its links, its SyncToken and its time. */
export function settleDocuments({ realm, object, from, to, atMs }: Change): void {
  const types = new Map([...settlementsOf(from), ...settlementsOf(to)].map(({ id, type }) => [id, type]));
  for (const [id, type] of types) {
    const document = find(realm, type, id);
    if (document === undefined) continue;
    settleDocument(realm, document, {
      paymentId: object.id,
      more: subtract(settledOf(to, id), settledOf(from, id)),
      linked: settlementsOf(to).some((one) => one.id === id),
      atMs,
    });
  }
}

interface SettledNow {
  readonly paymentId: string;
  readonly more: number;
  readonly linked: boolean;
  readonly atMs: number;
}

function settleDocument(
  realm: Realm,
  document: StoredObject,
  { paymentId, more, linked, atMs }: SettledNow,
): void {
  const links = objectsOf(document.body.LinkedTxn);
  const wasLinked = links.some(({ TxnId }) => TxnId === paymentId);
  if (more === 0 && wasLinked === linked) return;
  const others = links.filter(({ TxnId }) => TxnId !== paymentId);
  const balance = subtract(numberOf(document.body.Balance) ?? 0, more);
  keepPrevious(realm, document);
  document.body = {
    ...document.body,
    Balance: balance,
    /** The type names a check even when a card paid. */
    LinkedTxn: linked ? [...others, { TxnId: paymentId, TxnType: 'BillPaymentCheck' }] : others,
  };
  if (document.body.HomeBalance !== undefined) {
    document.body.HomeBalance = multiplyToCents(balance, numberOf(document.body.ExchangeRate) ?? 1);
  }
  bump(document, atMs);
}
