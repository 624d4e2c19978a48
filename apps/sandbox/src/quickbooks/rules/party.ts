import { createHash } from 'node:crypto';
import { isCurrency } from '../currency-name.js';
import { business, entry, Fault } from '../fault.js';
import { type JsonObject, objectOf, referenceOf, textOf } from '../json.js';
import { refuseTakenName, retireName } from '../realm/name-index.js';
import type { Realm } from '../realm/realm.js';
import type { Rules, WriteContext } from '../write/write-context.js';
import { refuseCurrencyWhereOff } from './currency.js';

const NAME_PARTS = ['Title', 'GivenName', 'MiddleName', 'FamilyName', 'Suffix'] as const;

/** Vendors, customers and employees: one space of names for all. */
export const partyRules: Rules = {
  complete: (draft, context) => {
    refuseWhileNamesAreLocked(context.realm);
    nameParty(draft);
    draft.Active ??= true;
    if (context.description.name === 'Vendor') completeVendor(draft);
    if (context.description.name === 'Customer') draft.FullyQualifiedName = draft.DisplayName ?? '';
    if (context.description.name !== 'Employee') {
      draft.Balance ??= 0;
      draft.CurrencyRef = { value: currencyOfParty(draft, context) };
      numberAddress(draft, context);
    }
    keepMaskedIdentifier(draft, context);
    if (draft.Active === false) retire(draft, context);
    refuseTakenName(context.realm, context.description, draft, context.before?.id ?? null);
    draft.V4IDPseudonym ??= pseudonym(context.realm, textOf(draft.DisplayName) ?? '');
  },
};

/** Two programs that write names at once get in each other's way. */
function refuseWhileNamesAreLocked({ settings }: Realm): void {
  if (settings.namesLocked) throw business('You can only add or edit one name at a time. Please try again.');
}

/** The identifier is shown masked; the mask sent back does not take its place. */
function keepMaskedIdentifier(draft: JsonObject, { before }: WriteContext): void {
  const known = before?.body.TaxIdentifier;
  if (known !== undefined && textOf(draft.TaxIdentifier)?.startsWith('XXXXXXX')) draft.TaxIdentifier = known;
}

function nameParty(draft: JsonObject): void {
  const parts = NAME_PARTS.map((part) => textOf(draft[part])).filter((part) => part !== undefined);
  const displayName = textOf(draft.DisplayName)?.trim() || parts.join(' ');
  if (displayName === '') {
    throw new Fault([
      entry(
        '6080',
        'No Name Provided',
        `Name missing: one of DisplayName, ${NAME_PARTS.join(', ')} must be supplied.`,
      ),
    ]);
  }
  draft.DisplayName = displayName;
  draft.PrintOnCheckName ??= (textOf(draft.CompanyName) ?? displayName).slice(0, 100);
}

function completeVendor(draft: JsonObject): void {
  draft.Vendor1099 ??= false;
  draft.BillRate ??= 0;
  draft.CostRate ??= 0;
}

/** Fixed when the party is made: a later value is ignored without a word. */
function currencyOfParty(draft: JsonObject, { realm, before }: WriteContext): string {
  if (before !== null) return referenceOf(before.body.CurrencyRef) ?? realm.homeCurrency;
  const asked = referenceOf(draft.CurrencyRef);
  if (asked === undefined || realm.settings.vendorCurrencyIgnored) return realm.homeCurrency;
  if (!isCurrency(asked)) throw business('Select a valid currency.');
  refuseCurrencyWhereOff(draft, realm);
  return asked;
}

function numberAddress(draft: JsonObject, { realm, before }: WriteContext): void {
  const address = objectOf(draft.BillAddr);
  if (address === undefined) return;
  const known = textOf(objectOf(before?.body.BillAddr)?.Id);
  address.Id = known ?? String(realm.nextIds.get('names') ?? 1);
}

function retire(draft: JsonObject, { realm, description, before }: WriteContext): void {
  if (before?.body.Active === false) return;
  if (draft.Balance !== undefined && draft.Balance !== 0) {
    throw new Fault([
      entry(
        '6220',
        'Delete entity has balance',
        'The entity cannot be made inactive while it has a balance.',
      ),
    ]);
  }
  retireName(realm, description, draft, before?.id ?? null);
}

/** 38 hexadecimal characters, as recorded. */
function pseudonym(realm: Realm, name: string): string {
  const seed = `${realm.id}/${realm.nextIds.get('names') ?? 1}/${name}`;
  return createHash('sha256').update(seed).digest('hex').slice(0, 38);
}
