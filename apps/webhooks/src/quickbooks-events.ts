import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { QuickBooksEvent } from '#libs/persistence';

/** What the mirror holds, under its own names. Of anything else an event is stored and causes nothing. */
const MIRRORED = new Map(
  [
    'Account',
    'Bill',
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
  ].map((name) => [name.toLowerCase(), name]),
);

const OPERATIONS = new Map([
  ['create', 'created'],
  ['update', 'updated'],
  ['delete', 'deleted'],
  ['merge', 'merged'],
  ['void', 'voided'],
  ['emailed', 'emailed'],
]);

/** Short, and without what Postgres cannot keep. */
const word = z.string().regex(/^[\x20-\x7e]{1,64}$/);
const realmId = z.string().regex(/^\d{1,20}$/);
const objectId = z.string().regex(/^[A-Za-z0-9:._-]{1,64}$/);

const CloudEvent = z.object({
  id: z.string().min(1).max(512),
  type: z.string().regex(/^qbo\.[a-z0-9]{1,40}\.[a-z]{1,20}\.v\d{1,3}$/i),
  time: z.unknown(),
  intuitentityid: objectId,
  intuitaccountid: realmId,
});

const Legacy = z.object({ eventNotifications: z.array(z.unknown()) });
const LegacyRealm = z.object({
  realmId,
  dataChangeEvent: z.object({ entities: z.array(z.unknown()) }),
});
const LegacyChange = z.object({
  name: word,
  id: objectId,
  operation: word,
  lastUpdated: z.unknown(),
});

export interface ReadEvents {
  readonly events: readonly QuickBooksEvent[];
  /** What stood among them and cannot be understood. It must not hold the others up: Intuit would send all of them again. */
  readonly unreadable: number;
}

/** Both generations: an array of CloudEvents, and the envelope by realm. Null where the body is neither. */
export function quickBooksEvents(body: unknown): ReadEvents | null {
  if (Array.isArray(body)) return counted(body.map(cloudEvent));
  const legacy = Legacy.safeParse(body);
  return legacy.success ? counted(legacy.data.eventNotifications.flatMap(legacyRealm)) : null;
}

function counted(read: readonly (QuickBooksEvent | null)[]): ReadEvents {
  const events = read.filter((event) => event !== null);
  return { events, unreadable: read.length - events.length };
}

function cloudEvent(value: unknown): QuickBooksEvent | null {
  const { data } = CloudEvent.safeParse(value);
  if (!data) return null;
  const [, entity = '', operation = ''] = data.type.toLowerCase().split('.');
  return event(keyOf(data.id), data.intuitaccountid, {
    entity,
    id: data.intuitentityid,
    operation,
    time: data.time,
  });
}

function legacyRealm(value: unknown): (QuickBooksEvent | null)[] {
  const { data } = LegacyRealm.safeParse(value);
  return data ? data.dataChangeEvent.entities.map((change) => legacyChange(data.realmId, change)) : [null];
}

/** It has no id of its own: who, what, how and when are one. */
function legacyChange(realm: string, value: unknown): QuickBooksEvent | null {
  const { data } = LegacyChange.safeParse(value);
  if (!data) return null;
  const { name, id, operation, lastUpdated } = data;
  const said = operation.toLowerCase();
  return event(keyOf(name, id, operation, String(lastUpdated)), realm, {
    entity: name.toLowerCase(),
    id,
    operation: OPERATIONS.get(said) ?? said,
    time: lastUpdated,
  });
}

function event(
  key: string,
  realm: string,
  { entity, id, operation, time }: { entity: string; id: string; operation: string; time: unknown },
): QuickBooksEvent {
  const name = MIRRORED.get(entity);
  return {
    key,
    realmId: realm,
    entity: name ?? entity,
    id,
    operation,
    changedAt: momentIn(time),
    concerns: name !== undefined && operation !== 'emailed',
  };
}

const keyOf = (...parts: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** Null where it is none: then nothing is taken for known by its time. */
function momentIn(time: unknown): Date | null {
  if (typeof time !== 'string' || !/^[12]\d{3}-\d\d-\d\dT/.test(time)) return null;
  const moment = new Date(time);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
