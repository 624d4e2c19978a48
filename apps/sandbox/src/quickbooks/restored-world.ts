import type { AccessToken, App, Code, Grant, OAuthSettings, RefreshToken } from './oauth/oauth-state.js';
import type { RememberedAnswer } from './realm/realm.js';
import type { StoredObject } from './realm/stored-object.js';
import { realmOf, type SavedRealm } from './saved-realm.js';
import type { Subscription } from './webhooks/subscription.js';
import type { World } from './world.js';

export interface SavedOAuth {
  apps: App[];
  grants: Grant[];
  refreshTokens: [string, RefreshToken][];
  accessTokens: [string, AccessToken][];
  codes: [string, Code][];
  settings: OAuthSettings;
}

/** Fills an empty world with what was saved. */
export function restoreWorld(world: World, saved: ReadonlyMap<string, unknown>): void {
  world.clock.advance(saved.get('clock') as number);
  restoreOAuth(world, saved.get('oauth') as SavedOAuth);
  for (const subscription of saved.get('webhooks') as Subscription[])
    world.subscriptions.set(subscription.clientId, subscription);
  const objects = new Map<string, StoredObject[]>();
  const files = new Map<string, [string, string][]>();
  const answers = new Map<string, [string, RememberedAnswer][]>();
  for (const [key, value] of saved) {
    const [kind, realmId = '', ...rest] = key.split('/');
    if (kind === 'file') listIn(files, realmId).push([rest.join('/'), value as string]);
    if (kind === 'object') listIn(objects, realmId).push(value as StoredObject);
    if (kind === 'answer') listIn(answers, realmId).push([rest.join('/'), value as RememberedAnswer]);
  }
  for (const [key, value] of saved) {
    if (!key.startsWith('realm/')) continue;
    const realm = value as SavedRealm;
    const parts = {
      objects: objects.get(realm.id) ?? [],
      answers: answers.get(realm.id) ?? [],
      files: files.get(realm.id) ?? [],
    };
    world.realms.set(realm.id, realmOf(world, realm, parts));
  }
}

function listIn<Value>(lists: Map<string, Value[]>, key: string): Value[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function restoreOAuth({ oauth }: World, saved: SavedOAuth): void {
  for (const app of saved.apps) oauth.apps.set(app.clientId, app);
  for (const grant of saved.grants) oauth.grants.set(grant.id, grant);
  for (const [value, token] of saved.refreshTokens) oauth.refreshTokens.set(value, token);
  for (const [value, token] of saved.accessTokens) oauth.accessTokens.set(value, token);
  for (const [value, code] of saved.codes) oauth.codes.set(value, code);
  Object.assign(oauth.settings, saved.settings);
}
