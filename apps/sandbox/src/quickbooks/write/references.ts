import { invalidId, invalidReference, madeInactive } from '../fault.js';
import { type JsonObject, objectOf, objectsOf, referenceOf } from '../json.js';
import { describe } from '../model/entity-table.js';
import type { EntityName, Shape } from '../model/member.js';
import { find, type Realm } from '../realm/realm.js';

/** Every reference must lead to an active object of its own company, also those that an update leaves as they were. */
export function refuseBrokenReferences(realm: Realm, shape: Shape, draft: JsonObject): void {
  for (const [name, value] of Object.entries(draft)) {
    const member = shape[name];
    if (member?.kind === 'reference') {
      const id = referenceOf(value);
      if (id !== undefined && member.to !== null) refuseBroken(realm, member.to, id);
    } else if (member?.kind === 'object') {
      const nested = objectOf(value);
      if (nested !== undefined) refuseBrokenReferences(realm, member.shape, nested);
    } else if (member?.kind === 'list') {
      for (const item of objectsOf(value)) refuseBrokenReferences(realm, member.shape, item);
    }
  }
}

function refuseBroken(realm: Realm, to: EntityName, id: string): void {
  const object = find(realm, to, id);
  if (object === undefined) {
    /** Tax codes of the US have words for ids; all others are numbered. */
    if (to !== 'TaxCode' && !/^-?\d+$/.test(id)) throw invalidId(id);
    throw invalidReference(describe(to).setName, id);
  }
  if (object.body.Active === false) throw madeInactive();
}
