import { isObject, type Json, type JsonObject } from '../json.js';
import { find, nowMs, type Realm } from '../realm/realm.js';
import type { RealmSettings } from '../realm/settings.js';
import { bump } from '../write/touch.js';
import { SideDoorRefusal } from './side-door-request.js';

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  throttledCasing: ['lower', 'upper'],
  requestIds: ['remember', 'replay-errors', 'ignored'],
  duplicateNumberScope: ['type', 'vendor'],
};

export function settingsOf(realm: Realm): JsonObject {
  return { ...realm.settings, preferences: find(realm, 'Preferences', '1')?.body ?? {} };
}

/** Sets the emulator's switches, the closing date, and under `preferences` any preference at all. */
export function changeSettings(realm: Realm, changes: JsonObject): JsonObject {
  const { preferences, closingDate, ...switches } = changes;
  const settings: JsonObject = { ...realm.settings };
  for (const [name, value] of Object.entries(switches)) {
    refuseWrong(name, value, settings[name]);
    settings[name] = value;
  }
  Object.assign(realm.settings, settings as unknown as RealmSettings);
  if (isObject(preferences)) changePreferences(realm, preferences);
  if (closingDate !== undefined)
    changePreferences(realm, { AccountingInfoPrefs: { BookCloseDate: closingDate } });
  return settingsOf(realm);
}

function refuseWrong(name: string, value: Json, current: Json | undefined): void {
  if (current === undefined) throw new SideDoorRefusal(`There is no setting ${name}.`);
  const choices = CHOICES[name];
  const fits = typeof value === typeof current && (choices === undefined || choices.includes(String(value)));
  if (!fits) throw new SideDoorRefusal(`${name} must be ${choices?.join(' or ') ?? `a ${typeof current}`}.`);
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
  object.body = body;
  bump(object, nowMs(realm));
}
