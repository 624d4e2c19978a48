import type { JsonObject } from '../json.js';
import type { EntityDescription } from '../model/description.js';
import { entityAt } from '../model/entity-table.js';
import { present } from '../read/present.js';
import { seen } from '../read/seen.js';
import type { Realm } from '../realm/realm.js';
import type { StoredObject, Version } from '../realm/stored-object.js';
import { candidates } from './candidates.js';
import { type Test, testOf } from './condition.js';
import { type Row, sortRows } from './order.js';
import { parseStatement } from './parse.js';
import { projectionOf } from './projection.js';
import { propertyOf } from './property.js';
import { invalidQuery } from './query-fault.js';
import type { Statement } from './statement.js';

export function runQuery(realm: Realm, text: string): JsonObject {
  const statement = parseStatement(text);
  const description = entityAt(statement.entity);
  if (description === undefined) throw invalidQuery(`Metadata not found for Entity: ${statement.entity}`);
  const rows = matching(realm, description, statement);
  if (statement.counts) return { QueryResponse: { totalCount: rows.length } };
  sortRows(rows, description, statement, realm);
  const page = rows.slice(statement.startPosition - 1, statement.startPosition - 1 + statement.maxResults);
  if (page.length === 0) return { QueryResponse: {} };
  const projection = projectionOf(description, statement.columns, realm);
  const answer: JsonObject = {
    [description.name]: page.map(({ object, version }) => projection(present(realm, object, version))),
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
    const version = seen(realm, object, realm.settings.queryLagMs);
    if (version !== undefined && version !== 'deleted' && passes(tests, object, version))
      rows.push({ object, version });
  }
  return rows;
}

function passes(tests: readonly Test[], object: StoredObject, version: Version): boolean {
  return tests.every((test) => test(object, version));
}
