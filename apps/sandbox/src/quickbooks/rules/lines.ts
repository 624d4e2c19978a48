import { business, Fault, fault, missingParameter, oneForeignCurrency } from '../fault.js';
import { type JsonObject, objectOf, objectsOf, referenceOf, textOf } from '../json.js';
import { LINE_DETAILS } from '../model/transactions.js';
import { currencyOf, find, type Realm } from '../realm/realm.js';
import type { WriteContext } from '../write/write-context.js';
import { wrongAccountType } from './currency.js';
import { completeAmount } from './line-amount.js';
import { refuseUntrackedClassOfLine } from './tracking.js';

const LINES_MAX = 10_000;

/** Numbers the lines and fills what every line has. A line whose id the document knows keeps it; others get new ones. */
export function completeLines(draft: JsonObject, context: WriteContext): void {
  const lines = objectsOf(draft.Line);
  refuseTooManyLines(lines.length);
  const known = new Set(objectsOf(context.before?.body.Line).map((line) => textOf(line.Id)));
  let lastId = 0;
  for (const id of known) lastId = Math.max(lastId, Number(id));
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

function refuseTooManyLines(count: number): void {
  if (count > LINES_MAX) throw business(`A transaction can have no more than ${LINES_MAX} lines.`);
}

function completeDetail(line: JsonObject, draft: JsonObject, realm: Realm): void {
  const type = textOf(line.DetailType) ?? '';
  const detail = objectOf(line[type]);
  if (detail === undefined) throw new Fault([missingParameter(type)]);
  const others = LINE_DETAILS.filter((name) => name !== type && line[name] !== undefined);
  if (others.length > 0) throw business(`The line has details of another type than ${type}.`);
  detail.BillableStatus ??= 'NotBillable';
  refuseBillable(detail, realm);
  refuseForeignTaxCode(detail, realm);
  refuseUntrackedClassOfLine(detail, realm);
  refuseWrongAccount(detail, draft, realm);
  if (type !== 'ItemBasedExpenseLineDetail') return;
  refuseItemThatIsNotBought(detail, realm);
  completeAmount({ line, detail, draft, realm });
}

/** Billing on needs a customer and the preference for it; that something has been billed is for QuickBooks to say. */
function refuseBillable(detail: JsonObject, realm: Realm): void {
  if (detail.BillableStatus === 'HasBeenBilled')
    throw fault('2170', 'Invalid Enumeration', 'Invalid Enumeration : HasBeenBilled');
  if (detail.BillableStatus !== 'Billable') return;
  if (detail.CustomerRef === undefined)
    throw business('When you choose Billable, you must also choose a customer.');
  const purchases = objectOf(find(realm, 'Preferences', '1')?.body.VendorAndPurchasesPrefs);
  if (purchases?.BillableExpenseTracking !== true)
    throw business('Billable expense tracking is not turned on for this company.');
}

/** In the US a line is taxable or it is not; the codes with rates are for sales. */
function refuseForeignTaxCode(detail: JsonObject, realm: Realm): void {
  if (realm.country !== 'US') return;
  detail.TaxCodeRef ??= { value: 'NON' };
  const code = referenceOf(detail.TaxCodeRef);
  if (code === 'CustomSalesTax')
    throw fault('6160', 'CustomSalesTax Not Allowed', 'CustomSalesTax is not allowed on a line.');
  if (code !== 'NON' && code !== 'TAX')
    throw fault('6100', 'Invalid Line TaxCode', 'Line tax codes must be TAX or NON.');
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

/** An item without an account for its cost, and a category, can only be sold or looked at. */
function refuseItemThatIsNotBought(detail: JsonObject, realm: Realm): void {
  const id = referenceOf(detail.ItemRef);
  if (id === undefined) return;
  const item = find(realm, 'Item', id)?.body ?? {};
  if (item.ExpenseAccountRef === undefined)
    throw business('The product or service is not one that you buy. Give it an expense account first.');
}
