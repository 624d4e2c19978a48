import { multiplyToCents } from '../decimal.js';
import { business, Fault, fault, missingParameter, oneForeignCurrency } from '../fault.js';
import { type JsonObject, numberOf, objectOf, objectsOf, referenceOf, textOf } from '../json.js';
import { LINE_DETAILS } from '../model/transactions.js';
import { currencyOf, find, type Realm } from '../realm/realm.js';
import type { WriteContext } from '../write/write-context.js';
import { wrongAccountType } from './currency.js';

/** Numbers the lines and fills what every line has. A line whose id the document knows keeps it; others get new ones. */
export function completeLines(draft: JsonObject, context: WriteContext): void {
  const lines = objectsOf(draft.Line);
  const known = new Set(objectsOf(context.before?.body.Line).map((line) => textOf(line.Id)));
  let lastId = Math.max(0, ...[...known].map(Number));
  for (const [index, line] of lines.entries()) {
    const id = textOf(line.Id);
    if (id === undefined || !known.delete(id)) {
      lastId += 1;
      line.Id = String(lastId);
    }
    line.LineNum = index + 1;
    line.CustomExtensions ??= [];
    completeDetail(line, draft, context.realm);
  }
}

function completeDetail(line: JsonObject, draft: JsonObject, realm: Realm): void {
  const type = textOf(line.DetailType) ?? '';
  const detail = objectOf(line[type]);
  if (detail === undefined) throw new Fault([missingParameter(type)]);
  const others = LINE_DETAILS.filter((name) => name !== type && line[name] !== undefined);
  if (others.length > 0) throw business(`The line has details of another type than ${type}.`);
  detail.BillableStatus ??= 'NotBillable';
  refuseBillable(detail);
  if (realm.country === 'US') {
    detail.TaxCodeRef ??= { value: 'NON' };
    const code = referenceOf(detail.TaxCodeRef) ?? '';
    if (code !== 'NON' && code !== 'TAX')
      throw fault('6100', 'Invalid Line TaxCode', 'Line tax codes must be TAX or NON.');
  }
  refuseWrongAccount(detail, draft, realm);
  if (type === 'ItemBasedExpenseLineDetail') refuseWrongArithmetic(line, detail);
}

function refuseBillable(detail: JsonObject): void {
  if (detail.BillableStatus === 'HasBeenBilled')
    throw fault('2170', 'Invalid Enumeration', 'Invalid Enumeration : HasBeenBilled');
  if (detail.BillableStatus === 'Billable' && detail.CustomerRef === undefined) {
    throw business('When you choose Billable, you must also choose a customer.');
  }
}

function refuseWrongAccount(detail: JsonObject, draft: JsonObject, realm: Realm): void {
  const accountId = referenceOf(detail.AccountRef);
  if (accountId === undefined) return;
  const account = find(realm, 'Account', accountId)?.body ?? {};
  if (account.AccountType === 'Accounts Payable' || account.AccountType === 'Accounts Receivable')
    throw wrongAccountType();
  const currency = currencyOf(realm, account);
  if (currency !== realm.homeCurrency && currency !== currencyOf(realm, draft)) throw oneForeignCurrency();
}

function refuseWrongArithmetic(line: JsonObject, detail: JsonObject): void {
  const qty = numberOf(detail.Qty);
  const unitPrice = numberOf(detail.UnitPrice);
  const amount = numberOf(line.Amount) ?? 0;
  if (qty === undefined || unitPrice === undefined) return;
  if (multiplyToCents(qty, unitPrice) !== multiplyToCents(amount, 1)) {
    throw fault(
      '6070',
      'Amount calculation incorrect in the request',
      `Amount is not equal to UnitPrice * Qty. Supplied value:${amount}`,
    );
  }
}
