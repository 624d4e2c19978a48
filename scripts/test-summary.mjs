/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * What a run of jest came to. A file that could not even be run counts as one failed test.
 * @param {Partial<Record<string, unknown>> | undefined} report what jest wrote with --json
 * @returns {Counts}
 */
export function countsOf(report) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const count = (/** @type {string} */ name) => Number(report[name] ?? 0);
  return {
    passed: count('numPassedTests'),
    failed: count('numFailedTests') + count('numRuntimeErrorTestSuites'),
    skipped: count('numPendingTests') + count('numTodoTests'),
  };
}

/** The last line of a run, in the form that others read. @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
