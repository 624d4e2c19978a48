import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type StartedSandbox, startedSandbox } from '../../apps/sandbox/src/cin7/started-sandbox.js';
import { advancedPurchaseExercises } from './cin7/advanced-purchase-exercises.js';
import { openCin7World } from './cin7/cin7-world.js';
import { cin7Intended } from './cin7/intended.js';
import { otherExercises } from './cin7/other-exercises.js';
import { paymentExercises } from './cin7/payment-exercises.js';
import { purchaseExercises } from './cin7/purchase-exercises.js';
import { referenceExercises } from './cin7/reference-exercises.js';
import { supplierExercises } from './cin7/supplier-exercises.js';
import { cin7Vocabulary } from './cin7/vocabulary.js';
import { judge } from './exercise.js';
import { describeWithRecordings } from './recordings.js';

describeWithRecordings("the Cin7 emulator beside the manual's examples", () => {
  let sandbox: StartedSandbox;
  beforeAll(async () => {
    sandbox = await startedSandbox();
  });
  afterAll(() => sandbox.close());

  const shown = new Set<string>();
  judge(
    {
      ...referenceExercises,
      ...supplierExercises,
      ...purchaseExercises,
      ...advancedPurchaseExercises,
      ...paymentExercises,
      ...otherExercises,
    },
    {
      openWorld: () => openCin7World(sandbox),
      folder: 'cin7/core',
      vocabulary: cin7Vocabulary,
      contentType: /^application\/json/,
      intended: cin7Intended,
      shown,
    },
  );

  it('shows every difference that is listed as intended', () => {
    expect(Object.keys(cin7Intended).filter((pattern) => !shown.has(pattern))).toEqual([]);
  });
});
