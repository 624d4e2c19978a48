import { isObject, type Json, type JsonObject } from '../../../apps/sandbox/src/quickbooks/json.js';

/** What a member is here: a value, or what becomes of the example's value. `null` leaves the member out. */
export type Words = Readonly<Record<string, Json | ((said: Json) => Json)>>;

/** What the emulator's company has in the places where the reference's sample company has other things. */
const references: Words = {
  VendorRef: { value: '10' },
  CustomerRef: { value: '1' },
  ShipTo: { value: '1' },
  APAccountRef: { value: '33' },
  AccountRef: { value: '70' },
  BankAccountRef: { value: '35' },
  IncomeAccountRef: { value: '79' },
  AssetAccountRef: { value: '81' },
  ExpenseAccountRef: { value: '80' },
  ItemRef: { value: '1' },
  SalesTermRef: { value: '3' },
  TermRef: { value: '3' },
  DepartmentRef: { value: '1' },
  TaxCodeRef: { value: 'NON' },
};

/** What QuickBooks makes itself; a body that creates need not say it. */
const madeThere = new Set(['Id', 'SyncToken', 'MetaData', 'domain', 'sparse', 'time']);

/** The example's body with this company's references, and `changes`, member by member. */
export function inOwnWords(sent: Json, changes: Words = {}): JsonObject {
  const words: Words = { ...references, ...changes };
  const inOurs = (name: string, said: Json): Json => {
    const word = Object.hasOwn(words, name) ? words[name] : undefined;
    if (word === undefined) return change(said);
    return typeof word === 'function' ? word(said) : word;
  };
  const change = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(change);
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([name, member]): [string, Json] => [
      name,
      inOurs(name, member),
    ]);
    return Object.fromEntries(entries.filter(([, member]) => member !== null));
  };
  const changed = change(sent);
  return isObject(changed) ? changed : {};
}

/** The example as something to create. */
export function asNew(sent: Json, changes: Words = {}): JsonObject {
  const own = inOwnWords(sent, changes);
  return Object.fromEntries(Object.entries(own).filter(([name]) => !madeThere.has(name)));
}

/** Names are unique in a company; ours has some of the examples' already. */
export const renamed: Words = {
  Name: (said) => `${said} of ours`,
  DisplayName: (said) => `${said} of ours`,
};
