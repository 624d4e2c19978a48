import { isObject, type JsonObject, numberOf, referenceOf, textOf } from '../json.js';
import type { EntityDescription } from '../model/description.js';
import { describe, entityAt, entityTable } from '../model/entity-table.js';
import { present } from '../read/present.js';
import { all, multicurrency, nowMs, type Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';
import { draftOfSparseUpdate } from '../write/draft.js';
import { readMembers } from '../write/read-members.js';
import { create, erase, insert, objectOfId, replace, type WriteTarget } from '../write/save.js';
import { bump, keepPrevious } from '../write/touch.js';
import { voidPayment } from '../write/void-payment.js';
import { SideDoorRefusal } from './side-door-request.js';

/** What people do in QuickBooks' own pages while an integration runs. The rules of the books hold for them, too. */
export interface ObjectAddress {
  readonly entity: string;
  readonly id: string;
}

function descriptionOf(entity: string): EntityDescription {
  const description = entityAt(entity);
  if (description === undefined) throw new SideDoorRefusal(`There is no entity ${entity}.`);
  return description;
}

/**
 * Takes `{ "Vendor": { … } }`, or the members alone when the address names the entity. An `Id` is taken as it is given,
 * so that a company can be laid out with the ids of another.
 */
export function createObject(realm: Realm, entity: string | undefined, body: JsonObject): JsonObject {
  const description =
    entity === undefined ? entityTable.find(({ name }) => isObject(body[name])) : descriptionOf(entity);
  if (description === undefined) throw new SideDoorRefusal('Send { "<Entity>": { … } }.');
  const wrapped = body[description.name];
  const target = { realm, description };
  const members = isObject(wrapped) ? wrapped : body;
  const id = textOf(members.Id);
  if (id !== undefined && all(realm, description.name).has(id))
    throw new SideDoorRefusal(`There is a ${description.name} ${id} already.`);
  return shown(target, insert(target, members, {}, id));
}

/** All that is not deleted, as the API shows it, but whatever lags behind there. */
export function listObjects(realm: Realm, entity: string): JsonObject {
  const { name } = descriptionOf(entity);
  const objects = [...all(realm, name).values()].filter(({ deleted }) => !deleted);
  return { [name]: objects.map((object) => present(realm, object)) };
}

/** A person saves: the SyncToken rises even when what they saved is the same. */
export function editObject(realm: Realm, { entity, id }: ObjectAddress, changes: JsonObject): JsonObject {
  const target = { realm, description: descriptionOf(entity) };
  const object = objectOfId(target, id);
  const supplied = readMembers(target.description.shape, changes);
  const draft = draftOfSparseUpdate(target.description.shape, object.body, supplied);
  const tokenBefore = object.syncToken;
  replace(target, object, draft);
  if (object.syncToken === tokenBefore) touchObject(realm, object);
  return shown(target, object);
}

export function touchObject(realm: Realm, object: StoredObject): void {
  keepPrevious(realm, object);
  bump(object, nowMs(realm));
}

/** Names are made inactive, which is all that QuickBooks' own delete does to them. */
export function deleteObject(realm: Realm, { entity, id }: ObjectAddress): JsonObject {
  const target = { realm, description: descriptionOf(entity) };
  const object = objectOfId(target, id);
  if (!target.description.operations.includes('delete'))
    return editObject(realm, { entity, id }, { Active: false });
  erase(target, object);
  return { [target.description.name]: { status: 'Deleted', domain: 'QBO', Id: id } };
}

/** Pays what is open of a bill, or a given part of it. */
export function payBill(realm: Realm, id: string, { amount, bankAccountId }: JsonObject): JsonObject {
  const bill = objectOfId({ realm, description: describe('Bill') }, id).body;
  const paid = numberOf(amount) ?? numberOf(bill.Balance) ?? 0;
  const target = { realm, description: describe('BillPayment') };
  const payment = create(target, {
    VendorRef: bill.VendorRef ?? null,
    ...(bill.CurrencyRef === undefined || !multicurrency(realm) ? {} : { CurrencyRef: bill.CurrencyRef }),
    ...(bill.ExchangeRate === undefined ? {} : { ExchangeRate: bill.ExchangeRate }),
    APAccountRef: { value: referenceOf(bill.APAccountRef) ?? '33' },
    PayType: 'Check',
    CheckPayment: { BankAccountRef: { value: textOf(bankAccountId) ?? '35' } },
    TotalAmt: paid,
    Line: [{ Amount: paid, LinkedTxn: [{ TxnId: id, TxnType: 'Bill' }] }],
  });
  return shown(target, payment);
}

export function voidBillPayment(realm: Realm, id: string): JsonObject {
  const target = { realm, description: describe('BillPayment') };
  const { syncToken } = objectOfId(target, id);
  return shown(target, voidPayment(target, { Id: id, SyncToken: String(syncToken) }));
}

function shown({ realm, description }: WriteTarget, object: StoredObject): JsonObject {
  return { [description.name]: present(realm, object) };
}
