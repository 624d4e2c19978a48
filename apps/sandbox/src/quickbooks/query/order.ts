import type { EntityDescription } from '../model/description.js';
import type { Realm } from '../realm/realm.js';
import type { StoredObject, Version } from '../realm/stored-object.js';
import { comparable } from './condition.js';
import { type Property, propertyOf } from './property.js';
import type { Statement } from './statement.js';

/** An object as the query index sees it. */
export interface Row {
  readonly object: StoredObject;
  readonly version: Version;
}

/** Without an order, lists come by name and transactions with the latest change first. */
export function sortRows(
  rows: Row[],
  description: EntityDescription,
  statement: Statement,
  realm: Realm,
): void {
  const orders = statement.ordering.map(({ property, descending }) => ({
    property: propertyOf(description, property, 'S', realm),
    descending,
  }));
  if (orders.length === 0) {
    if (description.kind === 'transaction') {
      rows.sort(
        (left, right) =>
          right.version.updatedMs - left.version.updatedMs || byId(right.object.id, left.object.id),
      );
    } else {
      const name = description.nameMember ?? 'Name';
      rows.sort((left, right) => compare(comparable(textAt(left, name)), comparable(textAt(right, name))));
    }
    return;
  }
  rows.sort((left, right) => {
    for (const { property, descending } of orders) {
      const difference = compareBy(property, left, right);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
}

function textAt({ version }: Row, member: string): string {
  const value = version.body[member];
  return typeof value === 'string' ? value : '';
}

function compareBy(property: Property, left: Row, right: Row): number {
  const [one, other] = [left, right].map(({ object, version }) => property.read(object, version));
  if (property.kind === 'id') return byId(String(one ?? ''), String(other ?? ''));
  return compare(comparable(one), comparable(other));
}

/** Ids are numbers too long for a number: the longer is the larger. */
function byId(left: string, right: string): number {
  return left.length - right.length || compare(left, right);
}

function compare(left: string | number | boolean, right: string | number | boolean): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
