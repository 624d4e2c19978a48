import { momentOf, pacificDate } from '../pacific-time.js';
import { nowMs, type Realm } from '../realm/realm.js';
import type { StoredObject, Version } from '../realm/stored-object.js';
import type { Property } from './property.js';
import { invalidQuery } from './query-fault.js';
import type { Condition } from './statement.js';

export type Test = (object: StoredObject, version: Version) => boolean;

/** Turns a condition into a test; its values are read once, not for each object. */
export function testOf(condition: Condition, property: Property, realm: Realm): Test {
  const { operator } = condition;
  if (property.kind === 'id' && operator !== '=' && operator !== 'IN') {
    throw invalidQuery(`property '${property.name}' does not support operator ${operator}`);
  }
  if (operator === 'LIKE') {
    const pattern = likePattern(condition.values[0] ?? '');
    return (object, version) => pattern.test(String(property.read(object, version) ?? ''));
  }
  const wanted = condition.values.map((value) => wantedValue(value, property, realm));
  if (operator === '=' || operator === 'IN') {
    const set = new Set(wanted);
    const { readEach } = property;
    if (readEach !== undefined)
      return (_object, version) => readEach(version).some((value) => set.has(comparable(value)));
    return (object, version) => set.has(comparable(property.read(object, version)));
  }
  const limit = wanted[0] ?? '';
  return (object, version) => {
    const value = comparable(property.read(object, version));
    if (value === '') return false;
    if (operator === '<') return value < limit;
    if (operator === '<=') return value <= limit;
    return operator === '>' ? value > limit : value >= limit;
  };
}

type Value = string | number | boolean;

/** Texts compare without regard to case; a member that is absent compares as the empty text, QuickBooks' null. */
export function comparable(value: Value | undefined): Value {
  if (value === undefined) return '';
  return typeof value === 'string' ? value.trim().toLowerCase() : value;
}

function wantedValue(text: string, property: Property, realm: Realm): Value {
  if (property.kind === 'flag') return flagOf(text, property);
  if (property.kind === 'number') {
    const number = Number(text);
    if (text.trim() === '' || Number.isNaN(number))
      throw invalidQuery(`Invalid value '${text}' for property ${property.name}`);
    return number;
  }
  if (property.kind === 'date')
    return text.toUpperCase() === 'CURRENT_DATE' ? pacificDate(nowMs(realm)) : dateOf(text, property);
  if (property.kind === 'moment') return secondsOf(text, property, realm);
  return comparable(text);
}

function flagOf(text: string, property: Property): boolean {
  const lower = text.toLowerCase();
  if (lower !== 'true' && lower !== 'false')
    throw invalidQuery(`Invalid value '${text}' for property ${property.name}`);
  return lower === 'true';
}

function dateOf(text: string, property: Property): string {
  if (momentOf(text) === undefined)
    throw invalidQuery(`Invalid date value '${text}' for property ${property.name}`);
  return text.trim().slice(0, 10);
}

function secondsOf(text: string, property: Property, realm: Realm): number {
  const moment = momentOf(text.toUpperCase() === 'CURRENT_DATE' ? pacificDate(nowMs(realm)) : text);
  if (moment === undefined) throw invalidQuery(`Invalid date value '${text}' for property ${property.name}`);
  return moment;
}

function likePattern(pattern: string): RegExp {
  const parts = pattern.split('%').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`, 'i');
}
