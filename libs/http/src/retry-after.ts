const secondsPerUnit: readonly (readonly [RegExp, number])[] = [
  [/^(?:s|secs?|seconds?)?$/, 1],
  [/^(?:m|mins?|minutes?)$/, 60],
  [/^(?:h|hrs?|hours?)$/, 3_600],
];

/** No provider asks for more than a day; a longer wait is a misread header and would silence a connection. */
const waitMaxMs = 24 * 60 * 60 * 1_000;

/** Milliseconds to wait as a Retry-After header says, in any of its spellings, or null. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? '';
  const waitMs = waitOf(text) ?? untilDate(text, now);
  return waitMs === null ? null : Math.min(waitMs, waitMaxMs);
}

/** Cin7 writes '60 Seconds' where the standard has '60'. */
function waitOf(text: string): number | null {
  const [, amount, word] = /^(\d+(?:\.\d+)?)\s*([a-z]*)\.?$/i.exec(text) ?? [];
  if (amount === undefined || word === undefined) return null;
  const unit = secondsPerUnit.find(([spelling]) => spelling.test(word.toLowerCase()));
  return unit === undefined ? null : Math.ceil(Number(amount) * unit[1] * 1_000);
}

/** Only what carries a zone counts as a date: Date.parse alone would read '60 apples' as a year. */
function untilDate(text: string, now: Date): number | null {
  if (!/^[a-z]{3,9}, .*\bGMT$/i.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
