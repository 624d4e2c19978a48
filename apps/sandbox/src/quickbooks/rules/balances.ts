import { showsBalance } from '../account-type.js';
import { add, multiplyToCents, subtract } from '../decimal.js';
import { type JsonObject, numberOf, objectOf, objectsOf, referenceOf, textOf } from '../json.js';
import { all, currencyOf, find, type Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';
import { markMoved } from '../write/touch.js';
import type { Change } from '../write/write-context.js';

/** How a document moves balances: amounts in its own currency, by account, and what is owed to the vendor. */
interface Effect {
  readonly document: JsonObject;
  readonly owed: number;
  readonly accounts: ReadonlyMap<string, number>;
}

/**
 * Moves the balances of the vendor and of the accounts. They get a new time but keep their SyncToken, so change data
 * capture shows vendors and accounts after every bill.
 */
export function moveBalances({ realm, object, from, to, atMs }: Change): void {
  const earlier = from === null ? null : effectOf(object, from, realm);
  const later = to === null ? null : effectOf(object, to, realm);
  if (earlier !== null && later !== null && sameEffect(earlier, later)) return;
  if (earlier !== null) apply(realm, earlier, -1, atMs);
  if (later !== null) apply(realm, later, 1, atMs);
}

function sameEffect(one: Effect, other: Effect): boolean {
  const accounts = [...one.accounts];
  return (
    one.owed === other.owed &&
    referenceOf(one.document.VendorRef) === referenceOf(other.document.VendorRef) &&
    one.document.ExchangeRate === other.document.ExchangeRate &&
    accounts.length === other.accounts.size &&
    accounts.every(([id, amount]) => other.accounts.get(id) === amount)
  );
}

function apply(realm: Realm, { owed, accounts, document }: Effect, sign: 1 | -1, atMs: number): void {
  const vendor = find(realm, 'Vendor', referenceOf(document.VendorRef) ?? '');
  if (vendor !== undefined && owed !== 0) {
    vendor.body = { ...vendor.body, Balance: add(numberOf(vendor.body.Balance) ?? 0, sign * owed) };
    markMoved(realm, vendor, atMs);
  }
  for (const [id, amount] of accounts) moveAccount(realm, { id, amount: sign * amount, document, atMs });
}

function effectOf(object: StoredObject, body: JsonObject, realm: Realm): Effect {
  const total = numberOf(body.TotalAmt) ?? 0;
  const accounts = new Map<string, number>();
  const move = (id: string | undefined, amount: number): void => {
    if (id !== undefined) accounts.set(id, add(accounts.get(id) ?? 0, amount));
  };
  if (object.entity === 'BillPayment') {
    move(referenceOf(body.APAccountRef), total);
    move(referenceOf(objectOf(body.CheckPayment)?.BankAccountRef), -total);
    move(referenceOf(objectOf(body.CreditCardPayment)?.CCAccountRef), -total);
    return { document: body, owed: -total, accounts };
  }
  if (object.entity !== 'Bill' && object.entity !== 'VendorCredit')
    return { document: body, owed: 0, accounts };
  const sign = object.entity === 'Bill' ? 1 : -1;
  move(referenceOf(body.APAccountRef), -sign * total);
  let net = 0;
  for (const line of objectsOf(body.Line)) {
    const amount = numberOf(line.Amount) ?? 0;
    net = add(net, amount);
    move(accountOfLine(line, realm), sign * amount);
  }
  /** The tax of a purchase is claimed back from the agency, so the two sides of the entry are equal. */
  if (net !== total) move(taxAccountOf(realm), sign * subtract(total, net));
  return { document: body, owed: sign * total, accounts };
}

function taxAccountOf(realm: Realm): string | undefined {
  for (const { id, body, deleted } of all(realm, 'Account').values()) {
    if (body.AccountSubType === 'SalesTaxPayable' && body.Active !== false && !deleted) return id;
  }
  return undefined;
}

export function accountOfLine(line: JsonObject, realm: Realm): string | undefined {
  const detail = objectOf(line[textOf(line.DetailType) ?? '']);
  const item = find(realm, 'Item', referenceOf(detail?.ItemRef) ?? '')?.body;
  return (
    referenceOf(detail?.AccountRef) ??
    referenceOf(item?.AssetAccountRef) ??
    referenceOf(item?.ExpenseAccountRef)
  );
}

interface AccountMove {
  readonly id: string;
  readonly amount: number;
  readonly document: JsonObject;
  readonly atMs: number;
}

function moveAccount(realm: Realm, { id, amount, document, atMs }: AccountMove): void {
  const account = find(realm, 'Account', id);
  if (account === undefined || amount === 0 || !showsBalance(textOf(account.body.AccountType))) return;
  const rate = numberOf(document.ExchangeRate) ?? 1;
  const foreign = currencyOf(realm, account.body) === currencyOf(realm, document);
  const moved = foreign ? amount : multiplyToCents(amount, rate);
  account.body = { ...account.body, CurrentBalance: add(numberOf(account.body.CurrentBalance) ?? 0, moved) };
  markMoved(realm, account, atMs);
  let above: StoredObject | undefined = account;
  for (let level = 0; above !== undefined && level < 6; level += 1) {
    const sum = add(numberOf(above.body.CurrentBalanceWithSubAccounts) ?? 0, moved);
    above.body = { ...above.body, CurrentBalanceWithSubAccounts: sum };
    above = find(realm, 'Account', referenceOf(above.body.ParentRef) ?? '');
  }
}

/** What is still open of a document of this total, given what of it has been settled so far. */
export function openBalance(total: number, before: JsonObject | undefined): number {
  const settled = subtract(numberOf(before?.TotalAmt) ?? 0, numberOf(before?.Balance) ?? 0);
  return subtract(total, settled);
}
