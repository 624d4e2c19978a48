import { expect, it } from '@jest/globals';
import { cin7Exercises } from './cin7/all-exercises.js';
import { recordingsOf } from './exercise.js';
import { notApplicable } from './not-applicable.js';
import { quickBooksExercises } from './quickbooks/all-exercises.js';
import { provocations } from './quickbooks/fault-exercises.js';
import { absence, describeWithRecordings, recordingNames } from './recordings.js';

if (absence !== undefined) process.stderr.write(`${absence}\n`);

/** Compared by specs of their own. */
const elsewhere = [
  'cin7/core/_schema',
  'cin7/observed/errors',
  'cin7/observed/live_shapes',
  'cin7/observed/purchase_create_two_step',
];

function compared(): string[] {
  return [
    ...elsewhere,
    ...Object.values(cin7Exercises).flatMap((each) => recordingsOf(each).map((name) => `cin7/core/${name}`)),
    ...Object.values(quickBooksExercises).flatMap((each) =>
      recordingsOf(each).map((name) => `quickbooks/${name}`),
    ),
    ...Object.keys(provocations).map((name) => `quickbooks/errors/${name}`),
  ];
}

describeWithRecordings('every recording', () => {
  it('is compared with the emulators, or is left out for a reason', () => {
    const known = new Set([...compared(), ...Object.keys(notApplicable)]);
    expect(recordingNames().filter((name) => !known.has(name))).toEqual([]);
  });

  it('that is named here exists', () => {
    const there = new Set(recordingNames());
    const named = [...compared(), ...Object.keys(notApplicable)];
    expect(named.filter((name) => !there.has(name))).toEqual([]);
  });

  it('is either compared or left out', () => {
    const left = new Set(Object.keys(notApplicable));
    expect(compared().filter((name) => left.has(name))).toEqual([]);
  });
});
