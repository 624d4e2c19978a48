import { exchangeRateMissing, fault, multicurrencyOff, oneForeignCurrency } from '../fault.js';
import { type JsonObject, numberOf, referenceOf } from '../json.js';
import { describe } from '../model/entity-table.js';
import { companyRate } from '../realm/company-rate.js';
import { holdName } from '../realm/name-index.js';
import { all, currencyOf, find, multicurrency, nowMs, type Realm, takeId } from '../realm/realm.js';
import type { WriteContext } from '../write/write-context.js';

/**
 * A document is in its vendor's currency and in no other. Without a CurrencyRef it is meant in home currency, which
 * a foreign vendor does not take; a foreign one without its rate is refused although the reference calls it optional.
 */
export function completeCurrency(draft: JsonObject, context: WriteContext): void {
  if (multicurrency(context.realm)) completeForeignCurrency(draft, context.realm);
  else completeSingleCurrency(draft, context);
}

function completeForeignCurrency(draft: JsonObject, realm: Realm): void {
  const asked = referenceOf(draft.CurrencyRef);
  const vendor = find(realm, 'Vendor', referenceOf(draft.VendorRef) ?? '');
  const vendorCurrency = currencyOf(realm, vendor?.body ?? {});
  if (asked === undefined && vendorCurrency !== realm.homeCurrency) throw exchangeRateMissing();
  const currency = asked ?? realm.homeCurrency;
  if (currency !== vendorCurrency) throw oneForeignCurrency();
  draft.CurrencyRef = { value: currency };
  if (currency === realm.homeCurrency) draft.ExchangeRate = 1;
  else completeExchangeRate(draft, currency, realm);
}

function completeSingleCurrency(draft: JsonObject, { realm, before }: WriteContext): void {
  /** What was shown may be sent back. */
  if (referenceOf(before?.body.CurrencyRef) !== referenceOf(draft.CurrencyRef))
    refuseCurrencyWhereOff(draft, realm);
  draft.CurrencyRef = { value: realm.homeCurrency };
  delete draft.ExchangeRate;
}

/** A company of one currency takes no CurrencyRef at all. */
export function refuseCurrencyWhereOff(draft: JsonObject, realm: Realm): void {
  const asked = referenceOf(draft.CurrencyRef);
  if (asked === undefined || multicurrency(realm)) return;
  if (asked !== realm.homeCurrency || !realm.settings.homeCurrencyTolerated) throw multicurrencyOff();
}

function completeExchangeRate(draft: JsonObject, currency: string, realm: Realm): void {
  if ((numberOf(draft.ExchangeRate) ?? 0) > 0) return;
  if (!realm.settings.exchangeRateOptional) throw exchangeRateMissing();
  draft.ExchangeRate = companyRate(realm, currency);
}

/** Every currency has its own accounts payable, of which the lowest id is the one that QuickBooks chooses. */
export function completePayableAccount(draft: JsonObject, realm: Realm): void {
  const currency = currencyOf(realm, draft);
  const given = referenceOf(draft.APAccountRef);
  if (given === undefined) {
    draft.APAccountRef = { value: payableAccountOf(realm, currency) };
    return;
  }
  const account = find(realm, 'Account', given);
  if (account?.body.AccountType !== 'Accounts Payable') throw wrongAccountType();
  if (currencyOf(realm, account.body) !== currency) throw oneForeignCurrency();
}

export const wrongAccountType = (): Error =>
  fault(
    '6430',
    'Invalid account type',
    'You need to select a different type of account for this transaction.',
  );

function payableAccountOf(realm: Realm, currency: string): string {
  for (const account of all(realm, 'Account').values()) {
    const { AccountType, Active } = account.body;
    if (AccountType !== 'Accounts Payable' || Active === false || account.deleted) continue;
    if (currencyOf(realm, account.body) === currency) return account.id;
  }
  return openPayableAccount(realm, currency);
}

/** QuickBooks opens the account with the first document in a new currency. */
function openPayableAccount(realm: Realm, currency: string): string {
  const description = describe('Account');
  const name = `Accounts Payable (A/P) - ${currency}`;
  const body: JsonObject = {
    Name: name,
    FullyQualifiedName: name,
    SubAccount: false,
    Active: true,
    Classification: 'Liability',
    AccountType: 'Accounts Payable',
    AccountSubType: 'AccountsPayable',
    CurrencyRef: { value: currency },
    CurrentBalance: 0,
    CurrentBalanceWithSubAccounts: 0,
  };
  const id = takeId(realm, 'Account');
  const atMs = nowMs(realm);
  all(realm, 'Account').set(id, {
    entity: 'Account',
    id,
    syncToken: 0,
    createdMs: atMs,
    updatedMs: atMs,
    body,
    deleted: false,
  });
  holdName(realm, description, id, body);
  return id;
}
