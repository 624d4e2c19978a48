const DAY_MS = 86_400_000;

/** So many days back the usual pace is taken from. */
export const PACE_DAYS = 7;

/** What an operator allows a connection in a month of UTC. */
export interface CallBudget {
  /** Null: no limit, calls are only counted. */
  readonly meteredPerMonth: number | null;
  /** Above 0 and at most 1: from this share on people are warned. */
  readonly warnAtShare: number;
  /** Whether QuickBooks is read no more by the timetable once the budget is used up. Writes go on in any case. */
  readonly stopPolling: boolean;
}

export const defaultCallBudget: CallBudget = { meteredPerMonth: null, warnAtShare: 0.8, stopPolling: false };

/** The metered calls of one day of UTC. */
export interface DayOfCalls {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly calls: number;
  /** How many of them will not come again, as those of a first reading. */
  readonly once: number;
}

export interface MonthOfCalls {
  /** `YYYY-MM` */
  readonly month: string;
  readonly used: number;
  /** By the end of the month, at the pace of the last days. */
  readonly forecast: number;
}

/**
 * What the month of `now` has cost so far, and will have cost. The pace is that of the last seven days and of today, or of as
 * many of them as anything was counted in; days of the month before may be among them.
 */
export function monthOfCalls(days: readonly DayOfCalls[], now: Date): MonthOfCalls {
  const month = monthOf(now);
  const used = sum(days.filter(({ day }) => day.startsWith(month)).map(({ calls }) => calls));
  const daysLeft = (endOfMonth(now).getTime() - now.getTime()) / DAY_MS;
  return { month, used, forecast: Math.round(used + pace(days, now) * daysLeft) };
}

/** Calls a day. Less than an hour of the first day says little, and is taken for one. */
function pace(days: readonly DayOfCalls[], now: Date): number {
  const today = Date.parse(dayOf(now));
  const recent = days.filter(({ day }) => Date.parse(day) >= today - PACE_DAYS * DAY_MS && day <= dayOf(now));
  if (recent.length === 0) return 0;
  const first = Math.min(...recent.map(({ day }) => Date.parse(day)));
  const passed = Math.max((now.getTime() - first) / DAY_MS, 1 / 24);
  return sum(recent.map(({ calls, once }) => calls - once)) / passed;
}

export interface BudgetState {
  /** Of the budget, as 0.5 for half of it; null without one. */
  readonly share: number | null;
  readonly state: 'within' | 'near' | 'used-up';
  /** Until when QuickBooks is not read by the timetable; null where it is. */
  readonly stopPollingUntil: Date | null;
}

export function budgetState(budget: CallBudget, used: number, now: Date): BudgetState {
  const { meteredPerMonth, warnAtShare, stopPolling } = budget;
  if (meteredPerMonth === null) return { share: null, state: 'within', stopPollingUntil: null };
  const share = meteredPerMonth === 0 ? 1 : used / meteredPerMonth;
  if (share >= 1) return { share, state: 'used-up', stopPollingUntil: stopPolling ? endOfMonth(now) : null };
  return { share, state: share >= warnAtShare ? 'near' : 'within', stopPollingUntil: null };
}

/** What a person is told of it: cause and remedy. Null while there is nothing to tell. */
export function budgetText(budget: CallBudget, { used, forecast }: MonthOfCalls, now: Date): string | null {
  const { state, share, stopPollingUntil } = budgetState(budget, used, now);
  if (state === 'within' || share === null) return null;
  const of = `${used} of ${budget.meteredPerMonth} metered calls of this month are used (${Math.floor(share * 100)} %)`;
  const remedy = 'Raise meteredPerMonth of the connection, or poll quickbooks-object more rarely.';
  if (stopPollingUntil)
    return `${of}, and QuickBooks is not read by the timetable any more until ${stopPollingUntil.toISOString()}. Bills are still posted, and a sync run that you ask for is made. ${remedy}`;
  return `${of}; at this pace it will be ${forecast} by the end of the month. ${remedy}`;
}

export function monthOf(moment: Date): string {
  return moment.toISOString().slice(0, 7);
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

function endOfMonth(moment: Date): Date {
  return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + 1, 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
