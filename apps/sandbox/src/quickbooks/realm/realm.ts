import type { VirtualClock } from '../../platform/virtual-clock.js';
import type { LateCommit } from '../api/late-commit.js';
import { emptyTraffic, type Traffic } from '../api/throttle.js';
import { type JsonObject, objectOf, objectsOf, referenceOf, textOf } from '../json.js';
import type { SequenceName } from '../model/description.js';
import { entityTable } from '../model/entity-table.js';
import type { EntityName } from '../model/member.js';
import type { PlannedFault } from '../planned-fault.js';
import { type Changes, emptyChanges } from './changes.js';
import type { RealmSettings } from './settings.js';
import type { StoredObject } from './stored-object.js';

export interface RememberedAnswer {
  readonly atMs: number;
  readonly status: number;
  readonly body: string;
  /** Tells whether a request that comes with the same id is the same request. */
  readonly fingerprint: string;
}

/** One company, with nothing in common with any other but the clock. */
export interface Realm {
  readonly id: string;
  readonly country: string;
  readonly homeCurrency: string;
  readonly clock: VirtualClock;
  readonly settings: RealmSettings;
  readonly objects: ReadonlyMap<EntityName, Map<string, StoredObject>>;
  readonly nextIds: Map<SequenceName, number>;
  /** Who holds a name: `space NUL lower-case name` to `entity NUL id`. */
  readonly nameHolders: Map<string, string>;
  /** Ids of the live transactions with a number: `entity NUL lower-case number`. */
  readonly numberHolders: Map<string, Set<string>>;
  /** Ids of the live transactions with a vendor: `entity NUL vendor id`. */
  readonly vendorDocuments: Map<string, Set<string>>;
  /** The highest number that a purchase order has, for the next one. */
  readonly orderNumbers: { last: number };
  /** How much of a purchase order's line each bill has used: `order NUL line` to bill to amount. */
  readonly orderUses: Map<string, Map<string, number>>;
  /** The bytes of uploaded files, by the id of their Attachable. */
  readonly files: Map<string, Buffer>;
  /** Where the latest caller found the sandbox, for links in answers. */
  readonly address: { origin: string };
  readonly answers: Map<string, RememberedAnswer>;
  readonly changes: Changes;
  readonly faults: PlannedFault[];
  /** Writes whose callers were left without an answer and that the books will show later. */
  readonly lateCommits: LateCommit[];
  /** For the limits; never saved. */
  readonly traffic: Traffic;
}

export interface RealmIdentity {
  readonly id: string;
  readonly country: string;
  readonly homeCurrency: string;
}

/** Lists begin where a sample company's begin; recent accounts, classes and locations have long ids. */
const FIRST_IDS: Partial<Record<SequenceName, number>> = {
  Account: 1_150_040_100,
  Class: 5_000_000_000_000_142,
  transactions: 145,
};

/** Ids that are too long for a number begin here. */
const LONG_IDS: Partial<Record<SequenceName, bigint>> = { Attachable: 100_000_000_000_000_000n };

export function emptyRealm(identity: RealmIdentity, clock: VirtualClock, settings: RealmSettings): Realm {
  return {
    ...identity,
    clock,
    settings,
    objects: new Map(entityTable.map(({ name }) => [name, new Map<string, StoredObject>()])),
    nextIds: new Map(),
    nameHolders: new Map(),
    numberHolders: new Map(),
    vendorDocuments: new Map(),
    orderNumbers: { last: 1000 },
    orderUses: new Map(),
    files: new Map(),
    address: { origin: '' },
    answers: new Map(),
    changes: emptyChanges(),
    faults: [],
    lateCommits: [],
    traffic: emptyTraffic(),
  };
}

export function all(realm: Realm, entity: EntityName): Map<string, StoredObject> {
  const objects = realm.objects.get(entity);
  if (objects === undefined) throw new Error(`The company has no room for ${entity}.`);
  return objects;
}

export function find(realm: Realm, entity: EntityName, id: string): StoredObject | undefined {
  const object = all(realm, entity).get(id);
  return object?.deleted ? undefined : object;
}

export function takeId(realm: Realm, sequence: SequenceName): string {
  const id = realm.nextIds.get(sequence) ?? FIRST_IDS[sequence] ?? 1;
  realm.nextIds.set(sequence, id + 1);
  return String(BigInt(id) + (LONG_IDS[sequence] ?? 0n));
}

export function nowMs(realm: Realm): number {
  return realm.clock.now().getTime();
}

function preferences(realm: Realm): JsonObject {
  return find(realm, 'Preferences', '1')?.body ?? {};
}

export function multicurrency(realm: Realm): boolean {
  return objectOf(preferences(realm).CurrencyPrefs)?.MultiCurrencyEnabled === true;
}

export function usesSalesTax(realm: Realm): boolean {
  return objectOf(preferences(realm).TaxPrefs)?.UsingSalesTax === true;
}

/** Up to and with this date nothing may be written. */
export function closingDate(realm: Realm): string | undefined {
  return textOf(objectOf(preferences(realm).AccountingInfoPrefs)?.BookCloseDate);
}

/** The switch stands among the other preferences; one that a client has set in its section counts, too. */
export function numbersOrders(realm: Realm): boolean {
  const { VendorAndPurchasesPrefs, OtherPrefs } = preferences(realm);
  const named = objectsOf(objectOf(OtherPrefs)?.NameValue).some(
    ({ Name, Value }) => Name === 'VendorAndPurchasesPrefs.UseCustomTxnNumbers' && Value === 'true',
  );
  return !named && objectOf(VendorAndPurchasesPrefs)?.UseCustomTxnNumbers !== true;
}

export function currencyOf(realm: Realm, body: JsonObject): string {
  return referenceOf(body.CurrencyRef) ?? realm.homeCurrency;
}
