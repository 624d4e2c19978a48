import { instantOf, wallTime } from './zoned-time.js';

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** From `from` until `to`, as HH:MM by the clock of the zone; 24:00 ends the day. */
export interface BusinessHours {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

export interface CronTimes {
  readonly expression: string;
  readonly timeZone: string;
}

/** When one record type of one pipeline is read. */
export interface PollSchedule {
  /** Rules where there is no cron. */
  readonly everySeconds: number;
  readonly cron: CronTimes | null;
  readonly businessHours: BusinessHours | null;
  /** How long the interval becomes, by doubling, while the runs bring nothing; null keeps it as it is. */
  readonly slowestSeconds: number | null;
}

/** The next time of a cron expression after a time, both as a clock on the wall shows them. Null: never again. */
export type NextCronTime = (expression: string, wall: number) => number | null;

export interface PollCircumstances {
  /** How many runs in a row have brought nothing. */
  readonly idleRuns: number;
  /** From 0 to 1, by chance: pipelines that are made together are not to poll in step. */
  readonly jitter: number;
  readonly nextCronTime: NextCronTime;
}

/** An interval is longer than it says by up to this share, never shorter. */
const JITTER_SHARE = 0.1;
/** After these no other weekday comes. */
const DAYS_AHEAD_MAX = 14;
/** A cron time each day that is never within the hours is found out after a year. */
const TRIES_MAX = 400;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The next poll after `now`, whatever was missed before. Null where the schedule has no time within its business hours. */
export function nextPoll(schedule: PollSchedule, now: Date, circumstances: PollCircumstances): Date | null {
  if (schedule.cron) return nextByCron(schedule, schedule.cron, now, circumstances.nextCronTime);
  const intervalMs = intervalOf(schedule, circumstances.idleRuns) * 1_000;
  const earliest = openFrom(schedule, new Date(now.getTime() + intervalMs));
  if (!earliest) return null;
  const later = new Date(earliest.getTime() + Math.floor(intervalMs * JITTER_SHARE * circumstances.jitter));
  return openFrom(schedule, later)?.getTime() === later.getTime() ? later : earliest;
}

/** The first moment from `from` on that is within business hours. Null: there is none. */
export function openFrom({ businessHours }: PollSchedule, from: Date): Date | null {
  if (!businessHours || isOpen(businessHours, from)) return from;
  const { timeZone } = businessHours;
  const today = Math.floor(wallTime(from.getTime(), timeZone) / DAY_MS) * DAY_MS;
  for (let day = 0; day <= DAYS_AHEAD_MAX; day++) {
    const wall = today + day * DAY_MS + minuteOf(businessHours.from) * MINUTE_MS;
    const opening = new Date(instantOf(wall, timeZone));
    if (opening > from && isOpen(businessHours, opening)) return opening;
  }
  return null;
}

/** Seconds between two polls at the pace that is in force. */
function intervalOf({ everySeconds, slowestSeconds }: PollSchedule, idleRuns: number): number {
  if (slowestSeconds === null) return everySeconds;
  return Math.max(everySeconds, Math.min(everySeconds * 2 ** idleRuns, slowestSeconds));
}

function nextByCron(
  schedule: PollSchedule,
  cron: CronTimes,
  now: Date,
  nextCronTime: NextCronTime,
): Date | null {
  let after = now;
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const at = nextCronInstant(cron, after.getTime(), nextCronTime);
    if (at === null) return null;
    const open = openFrom(schedule, new Date(at));
    if (!open || open.getTime() === at) return open;
    after = new Date(open.getTime() - 1);
  }
  return null;
}

/** Times that the clock shows a second time in autumn are over already, so they are gone past. */
function nextCronInstant(
  { expression, timeZone }: CronTimes,
  after: number,
  nextCronTime: NextCronTime,
): number | null {
  for (let wall: number | null = wallTime(after, timeZone); wall !== null; ) {
    wall = nextCronTime(expression, wall);
    if (wall === null) return null;
    const instant = instantOf(wall, timeZone);
    if (instant > after) return instant;
  }
  return null;
}

function isOpen({ days, from, to, timeZone }: BusinessHours, at: Date): boolean {
  const wall = new Date(wallTime(at.getTime(), timeZone));
  const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
  const weekday = weekdays[wall.getUTCDay()];
  return days.some((day) => day === weekday) && minuteOf(from) <= minute && minute < minuteOf(to);
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
