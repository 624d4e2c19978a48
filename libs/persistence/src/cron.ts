import { Cron } from 'croner';
import type { NextCronTime } from '#libs/domain';

/** Reading an expression takes five times as long as asking it. */
const known = new Map<string, Cron>();
const KNOWN_MAX = 1_000;

/**
 * Only the calendar of the five fields is the library's: it is asked as if in UTC, where no hour is missing or doubled.
 * What a zone's clock does is decided in `next-poll`.
 */
function cronOf(expression: string): Cron {
  const found = known.get(expression);
  if (found) return found;
  const cron = new Cron(expression, { utcOffset: 0, paused: true, mode: '5-part' });
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(expression, cron);
  return cron;
}

export const nextCronTime: NextCronTime = (expression, wall) =>
  cronOf(expression).nextRun(new Date(wall))?.getTime() ?? null;

/** Five fields, or a nickname as @daily; a single date, which the library takes too, is none. */
export function isCron(expression: string): boolean {
  if (!/^(?:@[a-z]+|\S+(?: \S+){4})$/i.test(expression)) return false;
  try {
    cronOf(expression);
    return true;
  } catch {
    return false;
  }
}
