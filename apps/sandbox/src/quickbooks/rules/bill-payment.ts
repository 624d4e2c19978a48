import { multiplyToCents, subtract, sum } from '../decimal.js';
import { business, Fault, missingParameter } from '../fault.js';
import { type JsonObject, numberOf, objectOf, objectsOf, referenceOf, textOf } from '../json.js';
import type { EntityName } from '../model/member.js';
import { find, type Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';
import { bump, keepPrevious } from '../write/touch.js';
import type { Change, Rules, WriteContext } from '../write/write-context.js';
import { moveBalances } from './balances.js';
import { completeCurrency, completePayableAccount } from './currency.js';
import { completeDate, refuseClosed } from './document-date.js';

type Settled = 'Bill' | 'VendorCredit';

interface Settlement {
  readonly type: Settled;
  readonly id: string;
  readonly amount: number;
}

export const billPaymentRules: Rules = {
  complete: (draft, context) => {
    completeDate(draft, context);
    completeCurrency(draft, context.realm);
    completePayableAccount(draft, context.realm);
    completeMeans(draft);
    refuseImpossible(draft, context);
  },
  settle: (change) => {
    moveBalances(change);
    settleDocuments(change);
  },
  refuseDeletion: (payment, realm) => refuseClosed(realm, textOf(payment.body.TxnDate)),
};

function completeMeans(draft: JsonObject): void {
  const byCheck = draft.PayType === 'Check';
  const means = objectOf(byCheck ? draft.CheckPayment : draft.CreditCardPayment);
  const account = byCheck ? 'BankAccountRef' : 'CCAccountRef';
  if (referenceOf(means?.[account]) === undefined) throw new Fault([missingParameter(account)]);
  if (byCheck && means !== undefined) means.PrintStatus ??= 'NotSet';
}

function settlementsOf(body: JsonObject | null): Settlement[] {
  return objectsOf(body?.Line).flatMap((line) =>
    objectsOf(line.LinkedTxn).flatMap(({ TxnId, TxnType }) =>
      typeof TxnId === 'string' && (TxnType === 'Bill' || TxnType === 'VendorCredit')
        ? [{ type: TxnType satisfies EntityName, id: TxnId, amount: numberOf(line.Amount) ?? 0 }]
        : [],
    ),
  );
}

function refuseImpossible(draft: JsonObject, { realm, before }: WriteContext): void {
  const earlier = settlementsOf(before?.body ?? null);
  for (const { type, id, amount } of settlementsOf(draft)) {
    const document = find(realm, type, id);
    if (document === undefined || referenceOf(document.body.VendorRef) !== referenceOf(draft.VendorRef)) {
      throw new Fault([
        {
          code: '620',
          message: 'Transaction cannot be linked',
          detail: `Txn ID cannot be linked : ${id}`,
          element: '',
        },
      ]);
    }
    const freed = sum(earlier.filter((one) => one.id === id).map((one) => one.amount));
    const left = subtract(subtract(numberOf(document.body.Balance) ?? 0, amount), -freed);
    if (left < 0) throw business('The payment is larger than the open balance.');
  }
}

/** Paying a bill changes the bill: its balance, its links, its SyncToken and its time. */
function settleDocuments({ realm, object, from, to, atMs }: Change): void {
  const ids = new Map([...settlementsOf(from), ...settlementsOf(to)].map(({ id, type }) => [id, type]));
  for (const [id, type] of ids) {
    const document = find(realm, type, id);
    if (document === undefined) continue;
    const paid = (body: JsonObject | null): number =>
      sum(
        settlementsOf(body)
          .filter((one) => one.id === id)
          .map((one) => one.amount),
      );
    const linked = settlementsOf(to).some((one) => one.id === id);
    settleDocument(realm, document, {
      paymentId: object.id,
      more: subtract(paid(to), paid(from)),
      linked,
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
