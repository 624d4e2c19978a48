import { Fault, fault } from '../fault.js';
import { isObject, type Json, type JsonObject, objectsOf, textOf } from '../json.js';
import { entityTable } from '../model/entity-table.js';
import { runQuery } from '../query/run.js';
import { changesSince } from '../read/cdc.js';
import type { Realm } from '../realm/realm.js';
import { includesOf, write } from './operations.js';

/** Items run one after another and each by itself: a refused one does not stop the others, and all is 200. */
export function runBatch(realm: Realm, input: JsonObject): JsonObject {
  const items = objectsOf(input.BatchItemRequest);
  if (items.length === 0) throw fault('1040', 'Batch Request is Empty', 'Batch Request is Empty');
  const { batchItemsMax } = realm.settings;
  if (items.length > batchItemsMax) {
    throw fault('1040', 'Too many items in the batch', `The batch has more than ${batchItemsMax} items.`);
  }
  return { BatchItemResponse: items.map((item) => ({ ...runItem(realm, item), bId: item.bId ?? null })) };
}

function runItem(realm: Realm, item: JsonObject): JsonObject {
  try {
    if (typeof item.Query === 'string') return runQuery(realm, item.Query);
    if (isObject(item.CDCQuery)) return changes(realm, item.CDCQuery);
    return writeItem(realm, item);
  } catch (error) {
    if (error instanceof Fault) return { Fault: error.body() };
    throw error;
  }
}

function changes(realm: Realm, query: JsonObject): JsonObject {
  return changesSince(realm, textOf(query.Entities) ?? '', textOf(query.ChangedSince) ?? '');
}

function writeItem(realm: Realm, item: JsonObject): JsonObject {
  const description = entityTable.find(({ name }) => item[name] !== undefined);
  const input: Json | undefined = description === undefined ? undefined : item[description.name];
  if (description === undefined || !isObject(input)) {
    throw fault('2010', 'Request has invalid or unsupported property', 'The batch item names no entity.');
  }
  const include = includesOf(/include=([\w,]+)/.exec(textOf(item.optionsData) ?? '')?.[1]);
  return write(realm, description, { operation: textOf(item.operation), include, input });
}
