import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { judge } from './exercise.js';
import { quickBooksExercises } from './quickbooks/all-exercises.js';
import { quickBooksIntended } from './quickbooks/intended.js';
import { openQuickBooksWorld, type RunningSandbox, runSandbox } from './quickbooks/quickbooks-world.js';
import { quickBooksVocabulary } from './quickbooks/vocabulary.js';
import { describeWithRecordings } from './recordings.js';

describeWithRecordings("the QuickBooks emulator beside the reference's examples", () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await runSandbox();
  });
  afterAll(() => sandbox.close());

  const shown = new Set<string>();
  judge(quickBooksExercises, {
    openWorld: () => openQuickBooksWorld(sandbox),
    folder: 'quickbooks',
    vocabulary: quickBooksVocabulary,
    contentType: /^application\/json/,
    intended: quickBooksIntended,
    shown,
  });

  it('shows every difference that is listed as intended', () => {
    expect(Object.keys(quickBooksIntended).filter((pattern) => !shown.has(pattern))).toEqual([]);
  });
});
