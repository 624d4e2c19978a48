const secondsPerUnit: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|milliseconds?)$/, 0.001],
  [/^(?:s|secs?|seconds?)?$/, 1],
  [/^(?:m|mins?|minutes?)$/, 60],
  [/^(?:h|hrs?|hours?)$/, 3_600],
];

/** In seconds since 1970, September 2001; in milliseconds, the same day. */
const MOMENT_SECONDS_MIN = 1_000_000_000;
const MOMENT_MS_MIN = MOMENT_SECONDS_MIN * 1_000;

/** Whoever asks for a pause means one, although by our clock it may be over already. */
const WAIT_MIN_MS = 1_000;
/** No provider asks for more than a day; a longer wait is a misread header and would silence a connection. */
const WAIT_MAX_MS = 24 * 60 * 60 * 1_000;

/** Of an answer; names in lower case. */
type Headers = Readonly<Record<string, string | undefined>>;

/**
 * Milliseconds to wait as a Retry-After header says, in any of its spellings, or null. A moment is one of the provider's clock,
 * which the answer's Date header tells; where it does not, ours has to do.
 */
export function retryAfterMs({ 'retry-after': header, date }: Headers, ours: Date): number | null {
  const text = header?.trim() ?? '';
  const theirs = new Date(date ?? '');
  const now = Number.isNaN(theirs.getTime()) ? ours : theirs;
  const waitMs = waitOf(text, now) ?? untilDate(text, now);
  return waitMs === null ? null : Math.min(Math.max(waitMs, WAIT_MIN_MS), WAIT_MAX_MS);
}

/** Cin7 writes '60 Seconds' where the standard has '60'. */
function waitOf(text: string, now: Date): number | null {
  const [, amount, word] = /^(\d+(?:\.\d+)?)\s*([a-z]*)\.?$/i.exec(text) ?? [];
  if (amount === undefined || word === undefined) return null;
  // A number of so many seconds is no wait but the moment at which it ends.
  if (word === '' && Number(amount) >= MOMENT_SECONDS_MIN) {
    const at = Number(amount) >= MOMENT_MS_MIN ? Number(amount) : Number(amount) * 1_000;
    return Math.ceil(at - now.getTime());
  }
  const unit = secondsPerUnit.find(([spelling]) => spelling.test(word.toLowerCase()));
  return unit === undefined ? null : Math.ceil(Number(amount) * unit[1] * 1_000);
}

const ASCTIME = /^[a-z]{3} [a-z]{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$/i;
const ISO_MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i;

/** Only what carries a zone counts as a date: Date.parse alone would read '60 apples' as a year. */
function untilDate(text: string, now: Date): number | null {
  const isDate = /^[a-z]{3,9}, .*\bGMT$/i.test(text) || ISO_MOMENT.test(text);
  // The oldest of the three forms of HTTP has no zone, and means GMT.
  const zoned = ASCTIME.test(text) ? `${text} GMT` : isDate ? text : null;
  if (zoned === null) return null;
  const at = Date.parse(zoned);
  return Number.isNaN(at) ? null : at - now.getTime();
}
