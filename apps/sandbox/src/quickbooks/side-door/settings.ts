import { isObject, type JsonObject } from '../json.js';
import { find, nowMs, type Realm } from '../realm/realm.js';
import type { RealmSettings } from '../realm/settings.js';
import { bump, keepPrevious } from '../write/touch.js';
import { type Choices, checkedSwitches } from './checked-switches.js';
import { SideDoorRefusal } from './side-door-request.js';

const CHOICES: Choices = {
  throttledCasing: ['lower', 'upper'],
  requestIds: ['remember', 'replay-errors', 'ignored'],
  requestIdReused: ['replay', 'refuse', 'carry-out'],
  requestIdInFlight: ['duplicate', 'refuse', 'replay'],
  duplicateNumberScope: ['type', 'vendor'],
};

export function settingsOf(realm: Realm): JsonObject {
  return { ...realm.settings, preferences: find(realm, 'Preferences', '1')?.body ?? {} };
}

/** Sets the emulator's switches, the closing date, and under `preferences` any preference at all. */
export function changeSettings(realm: Realm, changes: JsonObject): JsonObject {
  const { preferences, closingDate, ...switches } = changes;
  Object.assign(realm.settings, checkedSettings(realm.settings, switches));
  if (isObject(preferences)) changePreferences(realm, preferences);
  if (closingDate !== undefined)
    changePreferences(realm, { AccountingInfoPrefs: { BookCloseDate: closingDate } });
  return settingsOf(realm);
}

/** Those of the switches that are to change, each of the kind that it should be. */
export function checkedSettings(current: RealmSettings, switches: JsonObject): Partial<RealmSettings> {
  checkedSwitches({ ...current }, switches, CHOICES);
  return switches;
}

/** Section by section; `null` takes a preference away. The owner may set what the API may not. */
function changePreferences(realm: Realm, sections: JsonObject): void {
  const object = find(realm, 'Preferences', '1');
  if (object === undefined) throw new SideDoorRefusal('The company has no preferences.');
  const body = structuredClone(object.body);
  for (const [section, changes] of Object.entries(sections)) {
    if (!isObject(changes)) throw new SideDoorRefusal(`preferences.${section} must be an object.`);
    const known = body[section];
    const merged = { ...(isObject(known) ? known : {}), ...changes };
    body[section] = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  }
  keepPrevious(realm, object);
  object.body = body;
  bump(object, nowMs(realm));
}
