import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { judge } from './exercise.js';
import { attachableExercises, collectiveExercises } from './quickbooks/collective-exercises.js';
import { companyExercises } from './quickbooks/company-exercises.js';
import { identityExercises } from './quickbooks/identity-exercises.js';
import { integrationExercises } from './quickbooks/integration-exercises.js';
import { quickBooksIntended } from './quickbooks/intended.js';
import { listExercises } from './quickbooks/list-exercises.js';
import { openQuickBooksWorld, type RunningSandbox, runSandbox } from './quickbooks/quickbooks-world.js';
import { transactionExercises } from './quickbooks/transaction-exercises.js';
import { quickBooksVocabulary } from './quickbooks/vocabulary.js';
import { describeWithRecordings } from './recordings.js';

describeWithRecordings("the QuickBooks emulator beside the reference's examples", () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await runSandbox();
  });
  afterAll(() => sandbox.close());

  const shown = new Set<string>();
  judge(
    {
      ...transactionExercises,
      ...listExercises,
      ...companyExercises,
      ...collectiveExercises,
      ...attachableExercises,
      ...identityExercises,
      ...integrationExercises,
    },
    {
      openWorld: () => openQuickBooksWorld(sandbox),
      folder: 'quickbooks',
      vocabulary: quickBooksVocabulary,
      contentType: /^application\/json/,
      intended: quickBooksIntended,
      shown,
    },
  );

  it('shows every difference that is listed as intended', () => {
    expect(Object.keys(quickBooksIntended).filter((pattern) => !shown.has(pattern))).toEqual([]);
  });
});
