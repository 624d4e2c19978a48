import { Fault, missingParameter, unsupportedOperation } from '../fault.js';
import { type JsonObject, textOf } from '../json.js';
import type { EntityDescription } from '../model/description.js';
import { present } from '../read/present.js';
import { find, type Realm } from '../realm/realm.js';
import { create, objectOfId, remove, update, type WriteTarget } from '../write/save.js';
import { voidPayment } from '../write/void-payment.js';

export interface WriteCall {
  readonly operation: string | undefined;
  readonly include: ReadonlySet<string>;
  readonly input: JsonObject;
}

/** Creating and updating share an address: what has an Id is an update, unless the operation says otherwise. */
export function write(realm: Realm, description: EntityDescription, call: WriteCall): JsonObject {
  const target: WriteTarget = { realm, description };
  const { input, include, operation } = call;
  if (operation === 'delete') {
    const removed = remove(target, input);
    return { [description.name]: { status: 'Deleted', domain: 'QBO', Id: removed.id } };
  }
  if (include.has('void') || operation === 'void') {
    if (description.name !== 'BillPayment') throw unsupportedOperation('void');
    return { [description.name]: present(realm, voidPayment(target, input)) };
  }
  if (operation !== undefined && operation !== 'update' && operation !== 'create')
    throw unsupportedOperation(operation);
  const updates = operation === 'update' || (operation === undefined && isUpdate(description, input));
  const object = updates
    ? update(target, identified(description, input), { include })
    : create(target, input, { include });
  return { [description.name]: present(realm, object) };
}

export function isUpdate(description: EntityDescription, input: JsonObject): boolean {
  const id = input.Id;
  return description.kind === 'single' || (id !== undefined && id !== null && id !== '');
}

/** There is only one CompanyInfo and one Preferences, so their Id may be left out. */
function identified(description: EntityDescription, input: JsonObject): JsonObject {
  return description.kind === 'single' ? { ...input, Id: '1' } : input;
}

export function read(realm: Realm, description: EntityDescription, id: string | undefined): JsonObject {
  if (description.kind === 'single') {
    const object = find(realm, description.name, '1');
    if (object === undefined) throw new Error(`The company has no ${description.name}.`);
    return { [description.name]: present(realm, object) };
  }
  if (id === undefined || id === '') throw new Fault([missingParameter('Id')]);
  return { [description.name]: present(realm, objectOfId({ realm, description }, id)) };
}

export function includesOf(words: string | null | undefined): ReadonlySet<string> {
  return new Set(
    (textOf(words ?? undefined) ?? '')
      .toLowerCase()
      .split(',')
      .filter((word) => word !== ''),
  );
}
