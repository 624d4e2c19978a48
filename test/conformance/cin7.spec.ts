import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type StartedSandbox, startedSandbox } from '../../apps/sandbox/src/cin7/started-sandbox.js';
import { cin7Exercises } from './cin7/all-exercises.js';
import { openCin7World } from './cin7/cin7-world.js';
import { cin7Intended } from './cin7/intended.js';
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
  judge(cin7Exercises, {
    openWorld: () => openCin7World(sandbox),
    folder: 'cin7/core',
    vocabulary: cin7Vocabulary,
    contentType: /^application\/json/,
    intended: cin7Intended,
    shown,
  });

  it('shows every difference that is listed as intended', () => {
    expect(Object.keys(cin7Intended).filter((pattern) => !shown.has(pattern))).toEqual([]);
  });
});
