/**
 * QuickBooks' US servers answer in Pacific time with its summer time. The rule (second Sunday of March to first
 * Sunday of November, changing at 10:00 and 9:00 UTC) is worked out here, because Intl is slow on every object.
 */
const HOUR_MS = 3_600_000;

const summers = new Map<number, { fromMs: number; toMs: number }>();

function summerOf(year: number): { fromMs: number; toMs: number } {
  let summer = summers.get(year);
  if (summer === undefined) {
    summer = { fromMs: sunday(year, 2, 2, 10), toMs: sunday(year, 10, 1, 9) };
    summers.set(year, summer);
  }
  return summer;
}

function sunday(year: number, month: number, which: number, hourUtc: number): number {
  const firstWeekday = new Date(Date.UTC(year, month, 1)).getUTCDay();
  return Date.UTC(year, month, 1 + ((7 - firstWeekday) % 7) + 7 * (which - 1), hourUtc);
}

function offsetHours(atMs: number): 7 | 8 {
  const { fromMs, toMs } = summerOf(new Date(atMs).getUTCFullYear());
  return atMs >= fromMs && atMs < toMs ? 7 : 8;
}

/** As in the envelope: with milliseconds. */
export function pacificInstant(atMs: number): string {
  const hours = offsetHours(atMs);
  return `${new Date(atMs - hours * HOUR_MS).toISOString().slice(0, 23)}-0${hours}:00`;
}

/** As in MetaData: whole seconds. */
export function pacificSecond(atMs: number): string {
  const hours = offsetHours(atMs);
  return `${new Date(atMs - hours * HOUR_MS).toISOString().slice(0, 19)}-0${hours}:00`;
}

export function pacificDate(atMs: number): string {
  return new Date(atMs - offsetHours(atMs) * HOUR_MS).toISOString().slice(0, 10);
}

/** The moment that a date or date-time of a client means; one without an offset is meant in Pacific time. */
export function momentOf(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text.trim(),
  );
  if (match === null) return undefined;
  const [, date, time = '00:00:00', zone] = match;
  const asUtcMs = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(asUtcMs)) return undefined;
  if (zone === 'Z') return asUtcMs;
  if (zone === undefined) return asUtcMs + offsetHours(asUtcMs + 8 * HOUR_MS) * HOUR_MS;
  const digits = zone.replace(/[+:-]/g, '');
  const offsetMs = (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
  return zone.startsWith('-') ? asUtcMs + offsetMs : asUtcMs - offsetMs;
}
