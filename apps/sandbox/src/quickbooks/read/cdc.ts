import { fault } from '../fault.js';
import type { JsonObject } from '../json.js';
import type { EntityDescription } from '../model/description.js';
import { entityAt } from '../model/entity-table.js';
import { momentOf, pacificInstant } from '../pacific-time.js';
import { all, nowMs, type Realm } from '../realm/realm.js';
import type { StoredObject, Version } from '../realm/stored-object.js';
import { present, presentDeletion } from './present.js';
import { seen } from './seen.js';

const LOOK_BACK_MS = 30 * 86_400_000;
const OBJECTS_MAX = 1000;

/** Change data capture: one element for each type in the order of the request, cut off without a word at 1,000 objects. */
export function changesSince(realm: Realm, entities: string, changedSince: string): JsonObject {
  const since = sinceMs(realm, changedSince);
  let room = OBJECTS_MAX;
  const answers = entities.split(',').map((name) => {
    const answer = changesOf(realm, descriptionOf(name.trim()), since, room);
    room -= answer.count;
    return answer.body;
  });
  return { CDCResponse: [{ QueryResponse: answers }] };
}

function sinceMs(realm: Realm, changedSince: string): number {
  const since = momentOf(changedSince);
  if (since === undefined) throw cdcFault(`Invalid changedSince: ${changedSince}`);
  if (since < nowMs(realm) - LOOK_BACK_MS) {
    throw cdcFault(`changedSince ${pacificInstant(since)} is before the look-back limit of 30 days`);
  }
  return since;
}

function descriptionOf(name: string): EntityDescription {
  const description = entityAt(name);
  if (description === undefined) throw cdcFault(`Metadata not found for Entity: ${name}`);
  if (!description.changeFeed)
    throw cdcFault(`Entity ${description.name} is not supported by change data capture`);
  return description;
}

const cdcFault = (detail: string): Error => fault('4001', 'Invalid query', `QueryValidationError: ${detail}`);

function changesOf(
  realm: Realm,
  description: EntityDescription,
  since: number,
  room: number,
): { body: JsonObject; count: number } {
  /** MetaData shows whole seconds, so a change within the second of `changedSince` belongs to it. */
  const from = Math.floor(since / 1000) * 1000;
  const changed = [...all(realm, description.name).values()]
    .flatMap((object) => changeOf(realm, object, from))
    .sort((left, right) => Number(left.deleted) - Number(right.deleted) || left.atMs - right.atMs)
    .slice(0, Math.max(0, room));
  if (changed.length === 0) return { body: {}, count: 0 };
  const objects = changed.map(({ object, deleted, version }) =>
    deleted ? presentDeletion(object) : present(realm, object, version),
  );
  const body: JsonObject = { [description.name]: objects, startPosition: 1, maxResults: objects.length };
  if (description.kind === 'transaction') body.totalCount = objects.length;
  return { body, count: objects.length };
}

interface FeedEntry {
  readonly object: StoredObject;
  readonly version: Version;
  readonly deleted: boolean;
  readonly atMs: number;
}

/** The feed lags, too: what it does not know yet has not changed for it. */
function changeOf(realm: Realm, object: StoredObject, from: number): FeedEntry[] {
  if (object.updatedMs < from) return [];
  const known = seen(realm, object, realm.settings.changesLagMs);
  if (known === undefined) return [];
  const deleted = known === 'deleted';
  const version = deleted ? object : known;
  return version.updatedMs < from ? [] : [{ object, version, deleted, atMs: version.updatedMs }];
}
