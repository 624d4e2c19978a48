import type { LateCommit } from './api/late-commit.js';
import type { SequenceName } from './model/description.js';
import { describe } from './model/entity-table.js';
import type { PlannedFault } from './planned-fault.js';
import { settleIn } from './realm/changes.js';
import { holdName } from './realm/name-index.js';
import { holdNumber } from './realm/number-index.js';
import { holdOrderUses } from './realm/order-uses.js';
import { all, emptyRealm, type Realm, type RealmIdentity, type RememberedAnswer } from './realm/realm.js';
import { type RealmSettings, usualSettings } from './realm/settings.js';
import type { StoredObject } from './realm/stored-object.js';
import { holdVendor } from './realm/vendor-index.js';
import type { World } from './world.js';

/** What a company is beside its objects and its remembered answers. */
export interface SavedRealm extends RealmIdentity {
  settings: RealmSettings;
  nextIds: [SequenceName, number][];
  faults: PlannedFault[];
  lateCommits: LateCommit[];
}

export interface RealmParts {
  readonly objects: readonly StoredObject[];
  readonly answers: readonly [string, RememberedAnswer][];
  /** In base 64. */
  readonly files: readonly [string, string][];
}

export function realmToSave(realm: Realm): SavedRealm {
  const { id, country, homeCurrency, settings, faults, lateCommits } = realm;
  return { id, country, homeCurrency, settings, nextIds: [...realm.nextIds], faults, lateCommits };
}

/** The indexes are made anew. */
export function realmOf(world: World, saved: SavedRealm, { objects, answers, files }: RealmParts): Realm {
  const { id, country, homeCurrency } = saved;
  const settings = { ...usualSettings(), ...world.firstSettings, ...saved.settings };
  const realm = emptyRealm({ id, country, homeCurrency }, world.clock, settings);
  for (const object of objects) {
    all(realm, object.entity).set(object.id, object);
    if (object.deleted) continue;
    const description = describe(object.entity);
    holdName(realm, description, object.id, object.body);
    if (description.kind !== 'transaction') continue;
    holdNumber(realm, object);
    holdVendor(realm, object);
  }
  for (const [sequence, next] of saved.nextIds) realm.nextIds.set(sequence, next);
  for (const bill of all(realm, 'Bill').values()) {
    if (!bill.deleted) holdOrderUses(realm, bill.id, bill.body);
  }
  for (const [fileId, text] of files) realm.files.set(fileId, Buffer.from(text, 'base64'));
  for (const [key, answer] of answers) realm.answers.set(key, answer);
  realm.faults.push(...saved.faults);
  realm.lateCommits.push(...saved.lateCommits);
  settleIn(realm);
  return realm;
}
