/** In JSON text: a backslash; a character of two halves; half of one; NUL. */
const ESCAPES = /\\\\|\\u(?:d[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|d[89a-f][\da-f]{2}|0000)/gi;

const LONE_ESCAPE_LENGTH = '\\u0000'.length;

/**
 * The answer without what JSON can say and Postgres cannot keep: one such character in one name would stop the page that
 * it is on, and with it everything of its kind.
 */
export function storable(json: string): string {
  return json.replace(ESCAPES, (sequence) => {
    if (sequence.length !== LONE_ESCAPE_LENGTH) return sequence;
    return sequence.endsWith('0000') ? '' : '\\ufffd';
  });
}
