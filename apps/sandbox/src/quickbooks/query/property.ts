import { type Json, objectOf, objectsOf, referenceOf, textOf } from '../json.js';
import type { EntityDescription } from '../model/description.js';
import type { Member } from '../model/member.js';
import { currencyOf, type Realm } from '../realm/realm.js';
import type { StoredObject, Version } from '../realm/stored-object.js';
import { invalidQuery } from './query-fault.js';

type Comparable = string | number | boolean | undefined;

export interface Property {
  readonly name: string;
  readonly kind: 'id' | 'text' | 'number' | 'flag' | 'date' | 'moment';
  read(object: StoredObject, version: Version): Comparable;
  /** All values of a member inside a list, any of which may be equal. */
  readEach?(version: Version): Comparable[];
}

/** Finds a property by its name in any casing, and refuses what QuickBooks does not filter or sort by. */
export function propertyOf(
  description: EntityDescription,
  name: string,
  use: 'F' | 'S',
  realm: Realm,
): Property {
  const lower = name.toLowerCase();
  if (lower === 'id') return { name: 'Id', kind: 'id', read: (object) => object.id };
  if (lower === 'metadata.createtime')
    return { name, kind: 'moment', read: (object) => seconds(object.createdMs) };
  if (lower === 'metadata.lastupdatedtime') {
    return { name, kind: 'moment', read: (_object, version) => seconds(version.updatedMs) };
  }
  if (description.name === 'Attachable' && lower.startsWith('attachableref.entityref.'))
    return ofAttached(name, lower.endsWith('.type') ? 'type' : 'value');
  const exact = Object.keys(description.shape).find((candidate) => candidate.toLowerCase() === lower);
  const member = exact === undefined ? undefined : description.shape[exact];
  if (exact === undefined || member === undefined) {
    if (lower === 'synctoken' || lower === 'metadata')
      throw invalidQuery(`property '${name}' is not queryable`);
    throw invalidQuery(`Property ${name} not found for Entity ${description.name}`);
  }
  if (!member.find?.includes(use)) throw invalidQuery(`property '${exact}' is not queryable`);
  return ofMember(exact, member, realm);
}

/** The one path into a list that can be asked for: what is attached to an object. */
function ofAttached(name: string, member: 'type' | 'value'): Property {
  const readEach = ({ body }: Version): Comparable[] =>
    objectsOf(body.AttachableRef).map(({ EntityRef }) => textOf(objectOf(EntityRef)?.[member]));
  return { name, kind: 'text', read: (_object, version) => readEach(version)[0], readEach };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

function ofMember(name: string, member: Member, realm: Realm): Property {
  const plain = (value: Json | undefined): Comparable => (typeof value === 'object' ? undefined : value);
  switch (member.kind) {
    case 'number':
      return { name, kind: 'number', read: (_object, { body }) => plain(body[name]) };
    case 'flag':
      return { name, kind: 'flag', read: (_object, { body }) => plain(body[name]) };
    case 'date':
      return { name, kind: 'date', read: (_object, { body }) => plain(body[name]) };
    case 'reference':
      return { name, kind: 'id', read: (_object, { body }) => referenceOf(body[name]) };
    case 'currency':
      return { name, kind: 'text', read: (_object, { body }) => currencyOf(realm, body) };
    case 'text':
      return { name, kind: 'text', read: (_object, { body }) => plain(body[name]) };
    default:
      return { name, kind: 'text', read: (_object, { body }) => plain(objectOf(body[name])?.value) };
  }
}
