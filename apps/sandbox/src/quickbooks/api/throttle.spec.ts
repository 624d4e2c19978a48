import { describe, expect, it } from '@jest/globals';
import { virtualClock } from '../../platform/virtual-clock.js';
import { emptyRealm, type Realm } from '../realm/realm.js';
import { type RealmSettings, usualSettings } from '../realm/settings.js';
import { admits, type CallToAdmit, trafficOf } from './throttle.js';

const unlimited = {
  callsPerMinute: 0,
  callsPerSecond: 0,
  callsAtOnce: 0,
  batchesPerMinute: 0,
  batchesPerMinuteTogether: 0,
};

function aRealm(limits: Partial<RealmSettings>): Realm {
  const identity = { id: '1', country: 'US', homeCurrency: 'USD' };
  return emptyRealm(identity, virtualClock(), { ...usualSettings(), ...unlimited, ...limits });
}

/** How many of so many calls at one moment are let through. */
function admitted(realm: Realm, calls: number, call: Partial<CallToAdmit> = {}, atMs = 0): number {
  const all = Array.from({ length: calls }, () =>
    admits(realm, { clientId: 'app', isBatch: false, ...call }, atMs),
  );
  return all.filter((isAdmitted) => isAdmitted).length;
}

describe('limits', () => {
  it('count the calls a minute of all apps together', () => {
    const realm = aRealm({ callsPerMinute: 5 });
    expect(admitted(realm, 3, { clientId: 'one' })).toBe(3);
    expect(admitted(realm, 3, { clientId: 'other' })).toBe(2);
    expect(admitted(realm, 1, {}, 60_001)).toBe(1);
  });

  it('count the calls a second app by app', () => {
    const realm = aRealm({ callsPerSecond: 2 });
    expect(admitted(realm, 3, { clientId: 'one' })).toBe(2);
    expect(admitted(realm, 3, { clientId: 'other' })).toBe(2);
    expect(admitted(realm, 3, { clientId: 'one' }, 1001)).toBe(2);
  });

  it('do not count what they refuse', () => {
    const realm = aRealm({ callsPerSecond: 1 });
    expect(admitted(realm, 100, {}, 0)).toBe(1);
    expect(admitted(realm, 1, {}, 1001)).toBe(1);
  });

  it('count batches app by app and together, and single calls do not count among them', () => {
    const realm = aRealm({ batchesPerMinute: 2, batchesPerMinuteTogether: 3 });
    expect(admitted(realm, 9)).toBe(9);
    expect(admitted(realm, 3, { isBatch: true, clientId: 'one' })).toBe(2);
    expect(admitted(realm, 3, { isBatch: true, clientId: 'other' })).toBe(1);
  });

  it('refuse the call too many of those under way at once', () => {
    const realm = aRealm({ callsAtOnce: 2 });
    trafficOf(realm, 'app').open = 3;
    expect(admitted(realm, 1)).toBe(0);
    trafficOf(realm, 'app').open = 2;
    expect(admitted(realm, 1)).toBe(1);
  });

  it('keep no more moments than their windows need', () => {
    const realm = aRealm({});
    for (let second = 0; second < 600; second += 1) admitted(realm, 20, {}, second * 1000);
    expect(realm.traffic.calls.length).toBeLessThan(60 * 20 + 1100);
    expect(trafficOf(realm, 'app').calls.length).toBeLessThan(1100);
  });
});
