import { subtract, sum } from '../decimal.js';
import {
  business,
  cannotBeLinked,
  Fault,
  invalidEnumeration,
  missingParameter,
  oneForeignCurrency,
} from '../fault.js';
import { type JsonObject, numberOf, objectOf, objectsOf, referenceOf, textOf } from '../json.js';
import { currencyOf, find, type Realm } from '../realm/realm.js';
import type { Rules, WriteContext } from '../write/write-context.js';
import { moveBalances } from './balances.js';
import { completeCurrency, completePayableAccount, wrongAccountType } from './currency.js';
import { completeDate, refuseClosed } from './document-date.js';
import { refuseDuplicateNumber } from './document-number.js';
import { settleDocuments, settledOf, settlementsOf } from './settlements.js';
import { refuseUntrackedDepartment } from './tracking.js';

export const billPaymentRules: Rules = {
  complete: (draft, context) => {
    refusePaymentWithoutTotal(draft);
    completeDate(draft, context);
    completeCurrency(draft, context);
    completePayableAccount(draft, context.realm);
    refuseUntrackedDepartment(draft, context.realm);
    completeMeans(draft, context.realm);
    refuseLineWithoutDocument(draft);
    refuseOtherDocuments(draft, context.realm);
    refuseOverpayment(draft, context);
    refuseTotalBelowLines(draft);
    refuseDuplicateNumber(draft, context);
  },
  settle: (change) => {
    moveBalances(change);
    settleDocuments(change);
  },
  refuseDeletion: (payment, realm) => refuseClosed(realm, textOf(payment.body.TxnDate)),
};

function refusePaymentWithoutTotal(draft: JsonObject): void {
  if (draft.TotalAmt === undefined) throw business('You must set a transaction amount.');
}

/** A check is drawn on a bank account, a card payment on a card's; both in home currency or in the bill's. */
function completeMeans(draft: JsonObject, realm: Realm): void {
  const byCheck = draft.PayType === 'Check';
  const means = objectOf(byCheck ? draft.CheckPayment : draft.CreditCardPayment);
  const member = byCheck ? 'BankAccountRef' : 'CCAccountRef';
  const id = referenceOf(means?.[member]);
  if (means === undefined || id === undefined) throw new Fault([missingParameter(member)]);
  const account = find(realm, 'Account', id)?.body ?? {};
  if (account.AccountType !== (byCheck ? 'Bank' : 'Credit Card')) throw wrongAccountType();
  const currency = currencyOf(realm, account);
  if (currency !== realm.homeCurrency && currency !== currencyOf(realm, draft)) throw oneForeignCurrency();
  if (byCheck) means.PrintStatus ??= 'NotSet';
}

const LINKABLE = ['Bill', 'VendorCredit', 'JournalEntry', 'Deposit'];

/** Every line of a payment settles something. */
function refuseLineWithoutDocument(draft: JsonObject): void {
  for (const { LinkedTxn } of objectsOf(draft.Line)) {
    const links = objectsOf(LinkedTxn);
    if (links.length === 0) throw new Fault([missingParameter('LinkedTxn')]);
    for (const { TxnId, TxnType } of links) {
      const type = textOf(TxnType) ?? '';
      if (!LINKABLE.includes(type)) throw invalidEnumeration(type);
      /** Journal entries and deposits are not kept here, so none can be meant. */
      if (type === 'JournalEntry' || type === 'Deposit') throw cannotBeLinked(String(TxnId));
    }
  }
}

/** What a payment settles exists and is of the payment's own vendor and currency. */
function refuseOtherDocuments(draft: JsonObject, realm: Realm): void {
  for (const { type, id } of settlementsOf(draft)) {
    const document = find(realm, type, id)?.body;
    if (document === undefined || referenceOf(document.VendorRef) !== referenceOf(draft.VendorRef))
      throw cannotBeLinked(id);
    if (currencyOf(realm, document) !== currencyOf(realm, draft)) throw oneForeignCurrency();
  }
}

function refuseOverpayment(draft: JsonObject, { realm, before }: WriteContext): void {
  for (const { type, id } of settlementsOf(draft)) {
    const open = numberOf(find(realm, type, id)?.body.Balance) ?? 0;
    const mine = settledOf(before?.body ?? null, id);
    if (subtract(settledOf(draft, id), mine) > open)
      throw business('The payment is larger than the open balance.');
  }
}

/** Bills less credits are what the payment pays; it may pay more, and keep the rest for later, but not less. */
function refuseTotalBelowLines(draft: JsonObject): void {
  const signed = settlementsOf(draft).map(({ type, amount }) => (type === 'Bill' ? amount : -amount));
  if (sum(signed) > (numberOf(draft.TotalAmt) ?? 0))
    throw business('The payment amount is less than the bills that it pays.');
}
