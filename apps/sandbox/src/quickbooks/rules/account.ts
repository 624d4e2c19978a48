import { accountTypes, typeOfSubType } from '../account-type.js';
import { isCurrency } from '../currency-name.js';
import { business, entry, Fault, invalidEnumeration } from '../fault.js';
import { type JsonObject, referenceOf, textOf } from '../json.js';
import type { Rules, WriteContext } from '../write/write-context.js';
import { refuseCurrencyWhereOff } from './currency.js';
import { completeTree, renameBelow } from './tree.js';

export const accountRules: Rules = {
  complete: (draft, context) => {
    classify(draft);
    draft.CurrencyRef = { value: currencyOfAccount(draft, context) };
    draft.CurrentBalance ??= 0;
    draft.CurrentBalanceWithSubAccounts ??= 0;
    completeTree(draft, context);
  },
  settle: renameBelow,
};

function classify(draft: JsonObject): void {
  const subType = textOf(draft.AccountSubType);
  const type = textOf(draft.AccountType) ?? (subType === undefined ? undefined : typeOfSubType(subType));
  if (type === undefined) {
    throw new Fault([
      entry('6010', 'Account Type Missing', 'Either AccountType or AccountSubType must be supplied.'),
    ]);
  }
  const known = accountTypes[type];
  if (known === undefined) throw invalidEnumeration(type);
  draft.AccountType = type;
  draft.AccountSubType ??= known.usualSubType;
  draft.Classification = known.classification;
}

function currencyOfAccount(draft: JsonObject, { realm, before }: WriteContext): string {
  if (before !== null) return referenceOf(before.body.CurrencyRef) ?? realm.homeCurrency;
  const asked = referenceOf(draft.CurrencyRef) ?? realm.homeCurrency;
  if (!isCurrency(asked)) throw business('Select a valid currency.');
  refuseCurrencyWhereOff(draft, realm);
  return asked;
}
