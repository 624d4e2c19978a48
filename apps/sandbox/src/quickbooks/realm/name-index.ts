import { duplicateName } from '../fault.js';
import { type JsonObject, referenceOf, textOf } from '../json.js';
import type { EntityDescription } from '../model/description.js';
import type { Realm } from './realm.js';

/** Names of a tree are unique below one parent; all other names within their space, whatever the casing. */
function key(entity: EntityDescription, body: JsonObject, name: string): string {
  const parent = entity.subMember === undefined ? '' : (referenceOf(body.ParentRef) ?? '');
  return `${entity.nameSpace}\u0000${parent}\u0000${name.trim().toLowerCase()}`;
}

function nameOf(entity: EntityDescription, body: JsonObject): string | undefined {
  return entity.nameMember === undefined ? undefined : textOf(body[entity.nameMember]);
}

export function nameTaken(
  realm: Realm,
  entity: EntityDescription,
  body: JsonObject,
  ownId: string | null,
): boolean {
  const name = nameOf(entity, body);
  if (name === undefined || entity.nameSpace === undefined) return false;
  const holder = realm.nameHolders.get(key(entity, body, name));
  return holder !== undefined && holder !== `${entity.name}\u0000${ownId}`;
}

export function refuseTakenName(
  realm: Realm,
  entity: EntityDescription,
  body: JsonObject,
  ownId: string | null,
): void {
  if (nameTaken(realm, entity, body, ownId)) throw duplicateName(entity.nameHolders ?? entity.name);
}

/**
 * Inactive records keep a name, but QuickBooks marks it as deleted and thereby frees the original. A mark that is
 * itself taken gets a number, since two records of one name may be retired one after the other.
 */
export function retireName(
  realm: Realm,
  entity: EntityDescription,
  body: JsonObject,
  ownId: string | null,
): void {
  if (!realm.settings.inactiveNamesMarked) return;
  const name = nameOf(entity, body);
  if (name === undefined || entity.nameMember === undefined || / \(deleted(-\d+)?\)$/.test(name)) return;
  for (let attempt = 0; attempt <= realm.nameHolders.size; attempt += 1) {
    body[entity.nameMember] = `${name} (deleted${attempt === 0 ? '' : `-${attempt}`})`;
    if (!nameTaken(realm, entity, body, ownId)) return;
  }
}

export function holdName(realm: Realm, entity: EntityDescription, id: string, body: JsonObject): void {
  const name = nameOf(entity, body);
  if (name === undefined || entity.nameSpace === undefined) return;
  realm.nameHolders.set(key(entity, body, name), `${entity.name}\u0000${id}`);
}

export function releaseName(realm: Realm, entity: EntityDescription, body: JsonObject): void {
  const name = nameOf(entity, body);
  if (name !== undefined && entity.nameSpace !== undefined) realm.nameHolders.delete(key(entity, body, name));
}

/** The id of the object of this very entity that holds a name. */
export function idByName(realm: Realm, entity: EntityDescription, name: string): string | undefined {
  const [holder, id] = realm.nameHolders.get(key(entity, {}, name))?.split('\u0000') ?? [];
  return holder === entity.name ? id : undefined;
}
