import type { Entry, Journaled } from '../platform/journal.js';
import { describe } from './model/entity-table.js';
import type { EntityName } from './model/member.js';
import type { Realm, RememberedAnswer } from './realm/realm.js';
import type { StoredObject } from './realm/stored-object.js';
import type { SavedOAuth } from './restored-world.js';
import { realmToSave } from './saved-realm.js';
import type { World } from './world.js';

/** By this the clock may be wrong after a restart; telling it to the millisecond would be a change at each call. */
const CLOCK_STEP_MS = 1000;

/**
 * Says what of a world has changed since it was last asked. Of documents and answers, which may be many, it must be
 * told; all else is few enough to be looked through. Bodies are replaced and never altered, so an object has changed
 * when its body, its token or its time is another; what is small is compared as text.
 */
export class WorldJournal implements Journaled {
  private readonly savedTexts = new Map<string, string>();
  private readonly savedObjects = new WeakMap<StoredObject, Mark>();
  private readonly savedFiles = new WeakSet<Buffer>();
  private readonly unsaved = new Map<string, StoredObject | RememberedAnswer>();

  constructor(private readonly world: World) {
    for (const [key, value] of everythingLarge(world)) this.unsaved.set(key, value);
  }

  /** Takes down what a call has changed. */
  note(): void {
    for (const realm of this.world.realms.values()) {
      for (const object of realm.changes.noted.keys())
        if (isDocument(object.entity)) this.unsaved.set(objectKey(realm, object), object);
      for (const key of realm.changes.answered) {
        const answer = realm.answers.get(key);
        if (answer !== undefined) this.unsaved.set(answerKey(realm, key), answer);
      }
    }
  }

  *changes(): Iterable<Entry> {
    for (const [key, value] of smallParts(this.world)) {
      const text = JSON.stringify(value);
      if (this.savedTexts.get(key) === text) continue;
      this.savedTexts.set(key, text);
      yield [key, value];
    }
    for (const [key, object] of objectsOf(this.world, (entity) => !isDocument(entity))) {
      if (isMarked(this.savedObjects.get(object), object)) continue;
      this.savedObjects.set(object, markOf(object));
      yield [key, toSave(object)];
    }
    for (const [key, bytes] of filesOf(this.world)) {
      if (this.savedFiles.has(bytes)) continue;
      this.savedFiles.add(bytes);
      yield [key, bytes.toString('base64')];
    }
    for (const [key, value] of this.unsaved) yield [key, 'entity' in value ? toSave(value) : value];
    this.unsaved.clear();
  }

  /** What has just been loaded need not be saved again. */
  takeAsSaved(): void {
    for (const _ of this.changes());
  }

  *everything(): Iterable<Entry> {
    yield* smallParts(this.world);
    for (const [key, object] of objectsOf(this.world, () => true)) yield [key, toSave(object)];
    yield* answersOf(this.world);
    for (const [key, bytes] of filesOf(this.world)) yield [key, bytes.toString('base64')];
  }
}

function* everythingLarge(world: World): Iterable<[string, StoredObject | RememberedAnswer]> {
  yield* objectsOf(world, isDocument);
  yield* answersOf(world);
}

function isDocument(entity: EntityName): boolean {
  return describe(entity).kind === 'transaction';
}

const objectKey = (realm: Realm, { entity, id }: StoredObject): string =>
  `object/${realm.id}/${entity}/${id}`;
const answerKey = (realm: Realm, key: string): string => `answer/${realm.id}/${key}`;

interface Mark {
  readonly body: unknown;
  readonly syncToken: number;
  readonly updatedMs: number;
  readonly deleted: boolean;
}

function markOf({ body, syncToken, updatedMs, deleted }: StoredObject): Mark {
  return { body, syncToken, updatedMs, deleted };
}

function isMarked(mark: Mark | undefined, object: StoredObject): boolean {
  return (
    mark !== undefined &&
    mark.body === object.body &&
    mark.syncToken === object.syncToken &&
    mark.updatedMs === object.updatedMs &&
    mark.deleted === object.deleted
  );
}

/** Without its previous version: after a restart no index lags. */
function toSave({ previous: _, ...object }: StoredObject): StoredObject {
  return object;
}

function* smallParts(world: World): Iterable<Entry> {
  const { oauth } = world;
  yield ['clock', Math.round(world.clock.offsetMs() / CLOCK_STEP_MS) * CLOCK_STEP_MS];
  const saved: SavedOAuth = {
    apps: [...oauth.apps.values()],
    grants: [...oauth.grants.values()],
    refreshTokens: [...oauth.refreshTokens],
    accessTokens: [...oauth.accessTokens],
    codes: [...oauth.codes],
    settings: oauth.settings,
  };
  yield ['oauth', saved];
  yield ['webhooks', [...world.subscriptions.values()]];
  for (const realm of world.realms.values()) yield [`realm/${realm.id}`, realmToSave(realm)];
}

function* objectsOf(
  { realms }: World,
  wanted: (entity: EntityName) => boolean,
): Iterable<[string, StoredObject]> {
  for (const realm of realms.values())
    for (const [entity, objects] of realm.objects) {
      if (!wanted(entity)) continue;
      for (const object of objects.values()) yield [objectKey(realm, object), object];
    }
}

function* answersOf({ realms }: World): Iterable<[string, RememberedAnswer]> {
  for (const realm of realms.values())
    for (const [key, answer] of realm.answers) yield [answerKey(realm, key), answer];
}

function* filesOf({ realms }: World): Iterable<[string, Buffer]> {
  for (const realm of realms.values())
    for (const [id, bytes] of realm.files) yield [`file/${realm.id}/${id}`, bytes];
}
