import type { EntityDescription } from '../model/description.js';
import { idByName } from '../realm/name-index.js';
import { idsByNumber } from '../realm/number-index.js';
import { all, type Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';
import { idsByVendor } from '../realm/vendor-index.js';
import type { Condition } from './statement.js';

/** Ids, names, numbers and vendors are looked up instead of searched for; the smallest of these sets is searched. */
export function candidates(
  realm: Realm,
  description: EntityDescription,
  conditions: readonly Condition[],
): Iterable<StoredObject> {
  const objects = all(realm, description.name);
  let fewest: readonly string[] | undefined;
  for (const { property, operator, values } of conditions) {
    if (operator !== '=' && operator !== 'IN') continue;
    const ids = idsOf(realm, description, property, values);
    if (ids !== undefined && ids.length < (fewest?.length ?? Number.POSITIVE_INFINITY)) fewest = ids;
  }
  if (fewest === undefined) return objects.values();
  return new Set([...fewest.flatMap((id) => objects.get(id) ?? []), ...changedLately(realm, description)]);
}

/** These are looked at in any case: the indexes here know the present only, and one that lags knows the past. */
function changedLately(realm: Realm, description: EntityDescription): StoredObject[] {
  if (realm.settings.queryLagMs <= 0) return [];
  return [...realm.changes.superseded.keys()].filter(({ entity }) => entity === description.name);
}

function idsOf(
  realm: Realm,
  description: EntityDescription,
  property: string,
  values: readonly string[],
): string[] | undefined {
  const lower = property.toLowerCase();
  /** A blank asks for what has none, which no index knows. */
  if (values.some((value) => value.trim() === '')) return undefined;
  const looked = (idsOfOne: (value: string) => Iterable<string>): string[] => [
    ...new Set(values.flatMap((value) => [...idsOfOne(value)])),
  ];
  if (lower === 'id') return [...new Set(values)];
  if (lower === 'displayname') return values.flatMap((value) => idByName(realm, description, value) ?? []);
  if (description.kind !== 'transaction') return undefined;
  if (lower === 'docnumber') return looked((value) => idsByNumber(realm, description.name, value.trim()));
  if (lower === 'vendorref') return looked((value) => idsByVendor(realm, description.name, value));
  return undefined;
}
