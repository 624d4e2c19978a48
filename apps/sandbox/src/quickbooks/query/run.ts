import type { JsonObject } from '../json.js';
import type { EntityDescription } from '../model/description.js';
import { entityAt } from '../model/entity-table.js';
import { present } from '../read/present.js';
import { idByName } from '../realm/name-index.js';
import { idsByNumber } from '../realm/number-index.js';
import { all, nowMs, type Realm } from '../realm/realm.js';
import type { StoredObject, Version } from '../realm/stored-object.js';
import { comparable, type Test, testOf } from './condition.js';
import { parseStatement } from './parse.js';
import { type Property, propertyOf } from './property.js';
import { invalidQuery } from './query-fault.js';
import type { Condition, Statement } from './statement.js';

interface Row {
  readonly object: StoredObject;
  readonly version: Version;
}

export function runQuery(realm: Realm, text: string): JsonObject {
  const statement = parseStatement(text);
  const description = entityAt(statement.entity);
  if (description === undefined) throw invalidQuery(`Metadata not found for Entity: ${statement.entity}`);
  const rows = matching(realm, description, statement);
  if (statement.counts) return { QueryResponse: { totalCount: rows.length } };
  sortRows(rows, description, statement, realm);
  const page = rows.slice(statement.startPosition - 1, statement.startPosition - 1 + statement.maxResults);
  if (page.length === 0) return { QueryResponse: {} };
  const answer: JsonObject = {
    [description.name]: page.map(({ object, version }) => present(realm, object, version)),
    startPosition: statement.startPosition,
    maxResults: page.length,
  };
  if (description.kind === 'transaction') answer.totalCount = rows.length;
  return { QueryResponse: answer };
}

function matching(realm: Realm, description: EntityDescription, { conditions }: Statement): Row[] {
  const tests = conditions.map((condition) =>
    testOf(condition, propertyOf(description, condition.property, 'F', realm), realm),
  );
  const lists = description.kind === 'name' || description.kind === 'list';
  const asksActive = conditions.some(({ property }) => property.toLowerCase() === 'active');
  /** Lists show active entries only, unless the statement itself speaks of them. */
  if (lists && !asksActive) tests.push((_object, { body }) => body.Active !== false);
  const rows: Row[] = [];
  for (const object of candidates(realm, description, conditions)) {
    const version = visibleVersion(realm, object);
    if (version !== undefined && passes(tests, object, version)) rows.push({ object, version });
  }
  return rows;
}

function passes(tests: readonly Test[], object: StoredObject, version: Version): boolean {
  return tests.every((test) => test(object, version));
}

/** Ids, names and numbers are looked up instead of searched for. */
function candidates(
  realm: Realm,
  description: EntityDescription,
  conditions: readonly Condition[],
): Iterable<StoredObject> {
  const objects = all(realm, description.name);
  if (realm.settings.queryLagMs > 0) return objects.values();
  for (const { property, operator, values } of conditions) {
    if (operator !== '=' && operator !== 'IN') continue;
    const ids = idsOf(realm, description, property, values);
    if (ids !== undefined) return ids.flatMap((id) => objects.get(id) ?? []);
  }
  return objects.values();
}

function idsOf(
  realm: Realm,
  description: EntityDescription,
  property: string,
  values: readonly string[],
): string[] | undefined {
  const lower = property.toLowerCase();
  if (lower === 'id') return [...new Set(values)];
  if (lower === 'docnumber' && description.kind === 'transaction') {
    return [...new Set(values.flatMap((value) => [...idsByNumber(realm, description.name, value)]))];
  }
  if (lower === 'displayname')
    return [...new Set(values.flatMap((value) => idByName(realm, description, value) ?? []))];
  return undefined;
}

/** The index of a company may be told to lag; then a query shows what was there before, or nothing yet. */
function visibleVersion(realm: Realm, object: StoredObject): Version | undefined {
  const { queryLagMs } = realm.settings;
  const indexedMs = nowMs(realm) - queryLagMs;
  if (queryLagMs <= 0 || object.updatedMs <= indexedMs) return object.deleted ? undefined : object;
  if (object.createdMs > indexedMs) return undefined;
  return object.previous ?? (object.deleted ? undefined : object);
}

/** Without an order, lists come by name and transactions with the latest change first. */
function sortRows(rows: Row[], description: EntityDescription, statement: Statement, realm: Realm): void {
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
