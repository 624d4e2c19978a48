import { add, multiplyToCents, sum } from '../decimal.js';
import { business } from '../fault.js';
import { type JsonObject, numberOf, objectOf, objectsOf, referenceOf, textOf } from '../json.js';
import { find, multicurrency, type Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';
import type { Rules, WriteContext } from '../write/write-context.js';
import { moveBalances, openBalance } from './balances.js';
import { completeCurrency, completePayableAccount } from './currency.js';
import { completeDate, completeDueDate, refuseClosed } from './document-date.js';
import { refuseDuplicateNumber } from './document-number.js';
import { completeLines } from './lines.js';
import { keepPossibleLinks, linkOrders } from './order-links.js';
import { stillLinked } from './still-linked.js';
import { moveStock } from './stock.js';
import { completeTax } from './tax.js';
import { refuseUntrackedDepartment } from './tracking.js';

export const billRules: Rules = {
  complete: (draft, context) => {
    completePayable(draft, context);
    completeDueDate(draft, context.realm);
    keepPossibleLinks(draft, context);
    completeBalance(draft, context);
    completeHomeBalance(draft, context.realm);
    refuseDuplicateNumber(draft, context);
  },
  settle: (change) => {
    moveBalances(change);
    moveStock(change);
    linkOrders(change);
  },
  refuseDeletion: refuseDeletionOfPaidOrClosed,
};

export const vendorCreditRules: Rules = {
  complete: (draft, context) => {
    completePayable(draft, context);
    draft.LinkedTxn ??= [];
    completeBalance(draft, context);
    refuseDuplicateNumber(draft, context);
  },
  settle: (change) => {
    moveBalances(change);
    moveStock(change);
  },
  refuseDeletion: refuseDeletionOfPaidOrClosed,
};

/** What payments have settled, or closed books hold, stays; the payment must go first. */
function refuseDeletionOfPaidOrClosed(object: StoredObject, realm: Realm): void {
  refuseClosed(realm, textOf(object.body.TxnDate));
  if (isSettled(object)) throw stillLinked();
}

function isSettled({ body }: StoredObject): boolean {
  return objectsOf(body.LinkedTxn).some(({ TxnType }) => TxnType !== 'PurchaseOrder');
}

/** Bills, credits and orders are alike in all this. */
export function completePayable(draft: JsonObject, context: WriteContext): void {
  const { realm } = context;
  completeDate(draft, context);
  refuseOtherVendorOfSettled(draft, context);
  completeCurrency(draft, context);
  completePayableAccount(draft, realm);
  refuseUntrackedDepartment(draft, realm);
  completeLines(draft, context);
  const tax = completeTax(draft, context);
  draft.TotalAmt = add(sum(objectsOf(draft.Line).map((line) => numberOf(line.Amount) ?? 0)), tax);
  if (draft.TotalAmt < 0) throw business('The transaction amount must be 0 or greater.');
  draft.CustomExtensions ??= [];
  copyVendorAddress(draft, realm);
}

/** A payment is to one vendor, so what it settles stays with that vendor. */
function refuseOtherVendorOfSettled(draft: JsonObject, { before }: WriteContext): void {
  if (before === null || !isSettled(before)) return;
  if (referenceOf(draft.VendorRef) !== referenceOf(before.body.VendorRef)) throw stillLinked();
}

function copyVendorAddress(draft: JsonObject, realm: Realm): void {
  if (draft.VendorAddr !== undefined) return;
  const address = objectOf(find(realm, 'Vendor', referenceOf(draft.VendorRef) ?? '')?.body.BillAddr);
  if (address !== undefined) draft.VendorAddr = { ...address };
}

function completeBalance(draft: JsonObject, { before }: WriteContext): void {
  const balance = openBalance(numberOf(draft.TotalAmt) ?? 0, before?.body);
  if (balance < 0) throw business('The amount is less than what has already been paid.');
  draft.Balance = balance;
}

function completeHomeBalance(draft: JsonObject, realm: Realm): void {
  if (!multicurrency(realm)) return;
  draft.HomeBalance = multiplyToCents(numberOf(draft.Balance) ?? 0, numberOf(draft.ExchangeRate) ?? 1);
}
