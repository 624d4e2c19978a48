import { expect, it } from '@jest/globals';
import { closingLine, countsOf } from '../../scripts/test-summary.mjs';

it.each([
  ['a clean run', { numPassedTests: 3, numFailedTests: 0 }, '3 passed, 0 failed'],
  ['failures', { numPassedTests: 3, numFailedTests: 2 }, '3 passed, 2 failed'],
  [
    'a file that does not even load',
    { numPassedTests: 3, numRuntimeErrorTestSuites: 1 },
    '3 passed, 1 failed',
  ],
  [
    'tests left out',
    { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 },
    '3 passed, 0 failed, 2 skipped',
  ],
  ['a run that broke off', undefined, '0 passed, 1 failed'],
])('sums up %s', (_what, report, line) => {
  expect(closingLine(countsOf(report))).toBe(line);
});
