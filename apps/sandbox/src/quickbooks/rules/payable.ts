import { add, multiplyToCents, sum } from '../decimal.js';
import { business } from '../fault.js';
import { type JsonObject, numberOf, objectOf, objectsOf, referenceOf } from '../json.js';
import { find, multicurrency, type Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';
import type { Rules, WriteContext } from '../write/write-context.js';
import { moveBalances, openBalance } from './balances.js';
import { completeCurrency, completePayableAccount } from './currency.js';
import { completeDate, completeDueDate, refuseClosed } from './document-date.js';
import { numberOrder, refuseDuplicateNumber } from './document-number.js';
import { completeLines } from './lines.js';
import { keepPossibleLinks, linkOrders } from './order-links.js';
import { completeTax } from './tax.js';

export const billRules: Rules = {
  complete: (draft, context) => {
    completePayable(draft, context);
    completeDueDate(draft, context.realm);
    keepPossibleLinks(draft, context);
    completeBalance(draft, context);
    refuseDuplicateNumber(draft, context);
  },
  settle: (change) => {
    moveBalances(change);
    linkOrders(change);
  },
  refuseDeletion: refusePaidOrClosed,
};

export const vendorCreditRules: Rules = {
  complete: (draft, context) => {
    completePayable(draft, context);
    draft.LinkedTxn ??= [];
    completeBalance(draft, context);
    refuseDuplicateNumber(draft, context);
  },
  settle: moveBalances,
  refuseDeletion: refusePaidOrClosed,
};

/** An order posts nothing, so it moves no balance. */
export const purchaseOrderRules: Rules = {
  complete: (draft, context) => {
    completePayable(draft, context);
    draft.LinkedTxn ??= [];
    draft.POStatus ??= 'Open';
    draft.EmailStatus ??= 'NotSet';
    draft.CustomField ??= [];
    numberOrder(draft, context);
  },
  refuseDeletion: (order) => {
    if (objectsOf(order.body.LinkedTxn).length > 0) throw stillLinked();
  },
};

const stillLinked = (): Error =>
  business('This transaction is linked to others. Remove the links before you delete it.');

function refusePaidOrClosed(object: StoredObject, realm: Realm): void {
  refuseClosed(realm, typeof object.body.TxnDate === 'string' ? object.body.TxnDate : undefined);
  if (objectsOf(object.body.LinkedTxn).some(({ TxnType }) => TxnType !== 'PurchaseOrder'))
    throw stillLinked();
}

function completePayable(draft: JsonObject, context: WriteContext): void {
  const { realm } = context;
  completeDate(draft, context);
  completeCurrency(draft, realm);
  completePayableAccount(draft, realm);
  completeLines(draft, context);
  const lines = sum(objectsOf(draft.Line).map((line) => numberOf(line.Amount) ?? 0));
  draft.TotalAmt = add(lines, completeTax(draft, realm));
  if (draft.TotalAmt < 0) throw business('The transaction amount must be 0 or greater.');
  draft.CustomExtensions ??= [];
  copyVendorAddress(draft, realm);
}

function copyVendorAddress(draft: JsonObject, realm: Realm): void {
  if (draft.VendorAddr !== undefined) return;
  const address = objectOf(find(realm, 'Vendor', referenceOf(draft.VendorRef) ?? '')?.body.BillAddr);
  if (address !== undefined) draft.VendorAddr = { ...address };
}

function completeBalance(draft: JsonObject, { realm, before }: WriteContext): void {
  const balance = openBalance(numberOf(draft.TotalAmt) ?? 0, before?.body);
  if (balance < 0) throw business('The amount is less than what has already been paid.');
  draft.Balance = balance;
  if (multicurrency(realm)) draft.HomeBalance = multiplyToCents(balance, numberOf(draft.ExchangeRate) ?? 1);
}
