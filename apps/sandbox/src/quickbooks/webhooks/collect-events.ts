import { randomUUID } from 'node:crypto';
import type { EntityName } from '../model/member.js';
import { type ChangeKind, forgetNoted, type ObjectChange } from '../realm/changes.js';
import type { Realm } from '../realm/realm.js';
import type { StoredObject } from '../realm/stored-object.js';
import type { World } from '../world.js';
import type { ChangeEvent } from './change-event.js';
import type { Subscription } from './subscription.js';

const EVENTS_MAX = 10_000;
/** Intuit tells of nothing else that the sandbox holds. */
const TOLD_OF: ReadonlySet<EntityName> = new Set<EntityName>([
  'Account',
  'Bill',
  'BillPayment',
  'Class',
  'Customer',
  'Department',
  'Employee',
  'Item',
  'Preferences',
  'PurchaseOrder',
  'Term',
  'Vendor',
  'VendorCredit',
]);

/** Hands what a call has changed, whoever made it, to the apps that are connected to the company and want to know. */
export function collectEvents(world: World): void {
  for (const realm of world.realms.values()) {
    const subscribers = realm.changes.noted.size === 0 ? [] : subscribersOf(world, realm);
    if (subscribers.length > 0) {
      for (const [object, change] of realm.changes.noted) {
        const event = eventOf(realm, object, change);
        for (const subscriber of subscribers) take(subscriber, event);
      }
    }
    forgetNoted(realm);
  }
}

function subscribersOf(world: World, realm: Realm): Subscription[] {
  if (world.subscriptions.size === 0) return [];
  const connected = new Set<string>();
  for (const { clientId, realmId, revoked } of world.oauth.grants.values())
    if (realmId === realm.id && !revoked) connected.add(clientId);
  return [...world.subscriptions.values()].filter(({ clientId }) => connected.has(clientId));
}

function eventOf(realm: Realm, object: StoredObject, change: ObjectChange): ChangeEvent {
  return {
    id: randomUUID(),
    realmId: realm.id,
    entity: object.entity,
    entityId: object.id,
    kind: kindOf(object, change),
    atMs: object.updatedMs,
    vanishedId: change.vanishedId ?? null,
  };
}

/** To make a name inactive is all that QuickBooks' own delete does to it, and so the event calls it. */
function kindOf(object: StoredObject, { kind, wasActive }: ObjectChange): ChangeKind {
  return kind === 'updated' && wasActive && object.body.Active === false ? 'deleted' : kind;
}

function take(subscriber: Subscription, event: ChangeEvent): void {
  const { entities, events } = subscriber;
  if (!TOLD_OF.has(event.entity) || (entities !== null && !entities.includes(event.entity))) return;
  events.push(event);
  if (events.length > EVENTS_MAX) {
    events.shift();
    subscriber.eventsDropped += 1;
  }
}
