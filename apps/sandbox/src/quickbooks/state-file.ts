import type { SequenceName } from './model/description.js';
import { describe } from './model/entity-table.js';
import type { AccessToken, App, Code, Grant, OAuthSettings, RefreshToken } from './oauth/oauth-state.js';
import { holdName } from './realm/name-index.js';
import { holdNumber } from './realm/number-index.js';
import { holdOrderUses } from './realm/order-uses.js';
import { all, emptyRealm, type Realm, type RealmIdentity, type RememberedAnswer } from './realm/realm.js';
import { defaultSettings, type RealmSettings } from './realm/settings.js';
import type { StoredObject } from './realm/stored-object.js';
import { holdVendor } from './realm/vendor-index.js';
import type { World } from './world.js';

interface SavedRealm extends RealmIdentity {
  settings: RealmSettings;
  objects: StoredObject[];
  nextIds: [SequenceName, number][];
  /** In base 64. */
  files?: [string, string][];
  answers: [string, RememberedAnswer][];
}

export interface SavedWorld {
  offsetMs: number;
  realms: SavedRealm[];
  apps: App[];
  grants: Grant[];
  refreshTokens: [string, RefreshToken][];
  accessTokens: [string, AccessToken][];
  codes: [string, Code][];
  oauthSettings: OAuthSettings;
}

export function worldToSave(world: World): SavedWorld {
  const { oauth } = world;
  return {
    offsetMs: world.clock.offsetMs(),
    realms: [...world.realms.values()].map(realmToSave),
    apps: [...oauth.apps.values()],
    grants: [...oauth.grants.values()],
    refreshTokens: [...oauth.refreshTokens],
    accessTokens: [...oauth.accessTokens],
    codes: [...oauth.codes],
    oauthSettings: oauth.settings,
  };
}

function realmToSave(realm: Realm): SavedRealm {
  const { id, country, homeCurrency, settings } = realm;
  return {
    id,
    country,
    homeCurrency,
    settings,
    objects: [...realm.objects.values()].flatMap((objects) => [...objects.values()]),
    nextIds: [...realm.nextIds],
    files: [...realm.files].map(([id, bytes]) => [id, bytes.toString('base64')]),
    answers: [...realm.answers],
  };
}

/** Fills an empty world with what was saved; the indexes are made anew. */
export function restoreWorld(world: World, saved: SavedWorld): void {
  const { oauth } = world;
  for (const app of saved.apps) oauth.apps.set(app.clientId, app);
  for (const grant of saved.grants) oauth.grants.set(grant.id, grant);
  for (const [value, token] of saved.refreshTokens) oauth.refreshTokens.set(value, token);
  for (const [value, token] of saved.accessTokens) oauth.accessTokens.set(value, token);
  for (const [value, code] of saved.codes) oauth.codes.set(value, code);
  Object.assign(oauth.settings, saved.oauthSettings);
  for (const realm of saved.realms) world.realms.set(realm.id, restoredRealm(world, realm));
}

function restoredRealm(world: World, saved: SavedRealm): Realm {
  const { id, country, homeCurrency } = saved;
  const realm = emptyRealm({ id, country, homeCurrency }, world.clock, {
    ...defaultSettings(world.limits),
    ...saved.settings,
  });
  for (const object of saved.objects) {
    all(realm, object.entity).set(object.id, object);
    if (object.deleted) continue;
    const description = describe(object.entity);
    holdName(realm, description, object.id, object.body);
    if (description.kind !== 'transaction') continue;
    holdNumber(realm, object);
    holdVendor(realm, object);
  }
  for (const [id, text] of saved.files ?? []) realm.files.set(id, Buffer.from(text, 'base64'));
  for (const [sequence, next] of saved.nextIds) realm.nextIds.set(sequence, next);
  for (const bill of all(realm, 'Bill').values()) {
    if (!bill.deleted) holdOrderUses(realm, bill.id, bill.body);
  }
  for (const [requestId, answer] of saved.answers) realm.answers.set(requestId, answer);
  return realm;
}
