/** An error whose message tells the reader all there is to know and do; it is printed without a stack. */
export class Problem extends Error {
  /** @param {string} message @param {{ exitCode?: number, cause?: unknown }} [options] */
  constructor(message, { exitCode = 1, cause } = {}) {
    super(message, { cause });
    this.name = 'Problem';
    this.exitCode = exitCode;
  }
}

/** What to print for an error of any kind. @param {unknown} error */
export function wordsOf(error) {
  if (error instanceof Problem) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
