const FIRST_WAIT_MS = 5_000;
export const LONGEST_WAIT_MS = 5 * 60_000;

/** How long something waits that failed so often in a row, in milliseconds: ever longer, up to five minutes. */
export function waitAfter(failures: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
}
