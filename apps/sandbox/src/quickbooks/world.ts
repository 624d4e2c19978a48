import { type VirtualClock, virtualClock } from '../platform/virtual-clock.js';
import { type CallLog, emptyCallLog } from './call-log.js';
import { emptyOAuthState, type OAuthState, openGrant } from './oauth/oauth-state.js';
import { settleIn } from './realm/changes.js';
import { emptyRealm, type Realm } from './realm/realm.js';
import { type RealmSettings, usualSettings } from './realm/settings.js';
import { countryOf } from './seed/country.js';
import { type CompanyKind, openCompany } from './seed/open-company.js';
import type { Subscription } from './webhooks/subscription.js';

export const ACCOUNTING_SCOPE = 'com.intuit.quickbooks.accounting';
export const DEMO_REALM = '9130350000000001';
export const DEMO_REFRESH_TOKEN = 'sandbox-refresh-token-0001';
const DEMO_CLIENT = 'sandbox-client';

/** All that the emulator remembers. */
export interface World {
  readonly clock: VirtualClock;
  /** What new companies begin with where it is not the usual. */
  readonly firstSettings: Partial<RealmSettings>;
  readonly realms: Map<string, Realm>;
  readonly oauth: OAuthState;
  readonly calls: CallLog;
  /** Which apps are told of changes, by client id. */
  readonly subscriptions: Map<string, Subscription>;
}

export interface NewCompany {
  readonly realmId?: string | undefined;
  readonly company?: CompanyKind | undefined;
  readonly name?: string | undefined;
  readonly country?: string | undefined;
  readonly homeCurrency?: string | undefined;
  readonly refreshToken?: string | undefined;
  readonly clientId?: string | undefined;
}

export function emptyWorld(firstSettings: Partial<RealmSettings>): World {
  return {
    clock: virtualClock(),
    firstSettings,
    realms: new Map(),
    oauth: emptyOAuthState(),
    calls: emptyCallLog(),
    subscriptions: new Map(),
  };
}

/** The world of a first start: one app, one company, and a token that can be imported without consent. */
export function furnish(world: World): void {
  world.oauth.apps.set(DEMO_CLIENT, {
    clientId: DEMO_CLIENT,
    clientSecret: 'sandbox-secret',
    redirectUris: [],
  });
  addCompany(world, {
    realmId: DEMO_REALM,
    name: 'Harbor & Pine Supply Co.',
    refreshToken: DEMO_REFRESH_TOKEN,
  });
}

export function addCompany(world: World, wanted: NewCompany): { realmId: string; refreshToken: string } {
  const realmId = wanted.realmId ?? nextRealmId(world);
  const country = wanted.country ?? 'US';
  const homeCurrency = wanted.homeCurrency ?? countryOf(country).homeCurrency;
  const identity = { id: realmId, country, homeCurrency };
  const realm = emptyRealm(identity, world.clock, { ...usualSettings(), ...world.firstSettings });
  world.realms.set(realmId, realm);
  openCompany(realm, wanted.company ?? 'demo', wanted.name ?? `Company ${realmId}`);
  settleIn(realm);
  const grant = openGrant(world.oauth, {
    clientId: wanted.clientId ?? DEMO_CLIENT,
    realmId,
    scope: ACCOUNTING_SCOPE,
    atMs: world.clock.now().getTime(),
    refreshToken: wanted.refreshToken,
  });
  return { realmId, refreshToken: grant.refreshToken };
}

function nextRealmId(world: World): string {
  let id = BigInt(DEMO_REALM);
  while (world.realms.has(String(id))) id += 1n;
  return String(id);
}
