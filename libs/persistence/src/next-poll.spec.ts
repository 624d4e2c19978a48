import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type BusinessHours,
  latePoll,
  nextPoll,
  openFrom,
  type PollSchedule,
  type PollStory,
  weekdays,
} from '#libs/domain';
import { isCron, nextCronTime } from './cron.js';

const NEW_YORK = 'America/New_York';
const interval = (everySeconds: number, more: Partial<PollSchedule> = {}): PollSchedule => ({
  everySeconds,
  cron: null,
  businessHours: null,
  slowestSeconds: null,
  ...more,
});
const cron = (expression: string, timeZone: string, more: Partial<PollSchedule> = {}): PollSchedule =>
  interval(600, { cron: { expression, timeZone }, ...more });
const office: BusinessHours = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '08:00',
  to: '18:00',
  timeZone: NEW_YORK,
};
const next = (schedule: PollSchedule, now: string, idleRuns = 0, jitter = 0) =>
  nextPoll(schedule, new Date(now), { idleRuns, jitter, nextCronTime })?.toISOString() ?? null;

describe('the next poll', () => {
  it.each<[string, PollSchedule, string, string | null]>([
    ['an interval counts from now', interval(300), '2026-11-25T10:00:01Z', '2026-11-25T10:05:01.000Z'],
    ['a cron', cron('0 6 * * mon-fri', 'UTC'), '2026-11-27T06:00:00Z', '2026-11-30T06:00:00.000Z'],
    [
      'by the clock of its zone',
      cron('0 6 * * *', 'Asia/Tokyo'),
      '2026-11-25T00:00:00Z',
      '2026-11-25T21:00:00.000Z',
    ],
    ['one second before', cron('0 6 * * *', 'UTC'), '2026-11-25T05:59:59.999Z', '2026-11-25T06:00:00.000Z'],
    [
      'left out in spring: when the gap ends',
      cron('30 2 * * *', NEW_YORK),
      '2026-03-07T12:00:00Z',
      '2026-03-08T07:00:00.000Z',
    ],
    ['and only once', cron('30 2 * * *', NEW_YORK), '2026-03-08T07:00:00Z', '2026-03-09T06:30:00.000Z'],
    [
      'several that are left out: once',
      cron('*/15 2 * * *', NEW_YORK),
      '2026-03-08T07:00:00Z',
      '2026-03-09T06:00:00.000Z',
    ],
    [
      'twice in autumn: the first time',
      cron('30 1 * * *', NEW_YORK),
      '2026-10-31T12:00:00Z',
      '2026-11-01T05:30:00.000Z',
    ],
    ['and not the second', cron('30 1 * * *', NEW_YORK), '2026-11-01T05:30:00Z', '2026-11-02T06:30:00.000Z'],
    [
      'asked within the second hour',
      cron('30 1 * * *', NEW_YORK),
      '2026-11-01T06:10:00Z',
      '2026-11-02T06:30:00.000Z',
    ],
    [
      'a half-hour gap',
      cron('10 2 * * *', 'Australia/Lord_Howe'),
      '2026-10-03T12:00:00Z',
      '2026-10-03T15:30:00.000Z',
    ],
    ['a day that never comes', cron('0 0 30 2 *', 'UTC'), '2026-11-25T10:00:00Z', null],
    ['a leap day', cron('0 0 29 2 *', 'UTC'), '2026-11-25T10:00:00Z', '2028-02-29T00:00:00.000Z'],
    [
      'before the hours',
      interval(300, { businessHours: office }),
      '2026-11-25T10:00:00Z',
      '2026-11-25T13:00:00.000Z',
    ],
    [
      'after them on Friday',
      interval(300, { businessHours: office }),
      '2026-11-27T22:58:00Z',
      '2026-11-30T13:00:00.000Z',
    ],
    [
      'the last minute of them',
      interval(300, { businessHours: office }),
      '2026-11-27T22:54:59Z',
      '2026-11-27T22:59:59.000Z',
    ],
    [
      'a cron at the first within them',
      cron('0 * * * *', 'UTC', { businessHours: office }),
      '2026-11-25T10:00:00Z',
      '2026-11-25T13:00:00.000Z',
    ],
    [
      'a cron that never is',
      cron('0 3 * * *', NEW_YORK, { businessHours: office }),
      '2026-11-25T10:00:00Z',
      null,
    ],
    [
      'Sundays of weekdays only',
      cron('0 9 * * sun', NEW_YORK, { businessHours: office }),
      '2026-11-25T10:00:00Z',
      null,
    ],
  ])('%s', (_what, schedule, now, expected) => {
    expect(next(schedule, now)).toBe(expected);
  });

  it.each([
    [0, '10:15:00'],
    [1, '10:30:00'],
    [2, '11:00:00'],
    [3, '11:00:00'],
    [20, '11:00:00'],
  ])('after %i runs that brought nothing comes at %s', (idleRuns, time) => {
    expect(next(interval(900, { slowestSeconds: 3_600 }), '2026-11-25T10:00:00Z', idleRuns)).toContain(time);
  });

  it('keeps its pace where nothing else is said, and is never quicker for it', () => {
    expect(next(interval(900), '2026-11-25T10:00:00Z', 9)).toContain('10:15:00');
    expect(next(interval(900, { slowestSeconds: 60 }), '2026-11-25T10:00:00Z', 9)).toContain('10:15:00');
  });

  it('asks a company where nothing happens less than 1,000 times in 30 days', () => {
    const schedule = interval(900, { slowestSeconds: 3_600 });
    const end = Date.UTC(2026, 11, 1);
    let runs = 0;
    for (let at = new Date(Date.UTC(2026, 10, 1)); at.getTime() < end; runs++)
      at = nextPoll(schedule, at, { idleRuns: runs, jitter: 0, nextCronTime }) ?? new Date(end);
    expect(runs).toBe(722);
  });
});

describe('whatever the schedule', () => {
  const zones = fc.constantFrom(
    'UTC',
    NEW_YORK,
    'Australia/Lord_Howe',
    'Europe/London',
    'Asia/Kolkata',
    'Pacific/Apia',
  );
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  const hours = fc
    .record({
      days: fc.subarray([...weekdays], { minLength: 1 }),
      minutes: fc.uniqueArray(fc.integer({ min: 0, max: 1_440 }), { minLength: 2, maxLength: 2 }),
      timeZone: zones,
    })
    .map(({ days, minutes, timeZone }): BusinessHours => {
      const [from = '', to = ''] = [...minutes]
        .sort((a, b) => a - b)
        .map((minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`);
      return { days, from, to, timeZone };
    });
  const expressions = fc
    .tuple(fc.constantFrom('*', '*/15', '0', '30', '7,50'), fc.constantFrom('*', '*/6', '1', '2', '1,2,3'))
    .map(([minute, hour]) => `${minute} ${hour} * * *`);
  const crons = fc.record({ expression: expressions, timeZone: zones });
  const schedules = fc.record({
    everySeconds: fc.integer({ min: 30, max: 604_800 }),
    cron: fc.option(crons),
    businessHours: fc.option(hours),
    slowestSeconds: fc.option(fc.integer({ min: 30, max: 604_800 })),
  });
  // Around the changes of the clocks as often as anywhere else.
  const moments = fc.oneof(
    fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) }),
    fc
      .tuple(
        fc.constantFrom(
          Date.UTC(2026, 2, 8, 7),
          Date.UTC(2026, 10, 1, 6),
          Date.UTC(2026, 9, 3, 15, 30),
          Date.UTC(2026, 3, 4, 15),
          Date.UTC(2026, 2, 29, 1),
        ),
        fc.integer({ min: -7_200_000, max: 7_200_000 }),
      )
      .map(([at, off]) => at + off),
  );
  const circumstances = (idleRuns: number, jitter: number) => ({ idleRuns, jitter, nextCronTime });
  const RUNS = { numRuns: 60 };

  it('it is after now and within business hours', () => {
    fc.assert(
      fc.property(
        schedules,
        moments,
        fc.nat(20),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (schedule, at, idle, jitter) => {
          const found = nextPoll(schedule, new Date(at), circumstances(idle, jitter));
          if (!found) return;
          expect(found.getTime()).toBeGreaterThan(at);
          expect(openFrom(schedule, found)).toEqual(found);
        },
      ),
      RUNS,
    );
  });

  it('asked later, it is never earlier', () => {
    fc.assert(
      fc.property(schedules, moments, fc.nat(90_000_000), (schedule, at, later) => {
        const [first, second] = [at, at + later].map((now) =>
          nextPoll(schedule, new Date(now), circumstances(0, 0)),
        );
        if (first && second) expect(second.getTime()).toBeGreaterThanOrEqual(first.getTime());
      }),
      RUNS,
    );
  });

  it('no time that the clock shows is taken twice', () => {
    fc.assert(
      fc.property(crons, moments, (times, at) => {
        const schedule = interval(30, { cron: times });
        const shown = new Set<string>();
        let now = new Date(at);
        for (let poll = 0; poll < 8; poll++) {
          now = nextPoll(schedule, now, circumstances(0, 0)) ?? now;
          const wall = now.toLocaleString('en-GB', { timeZone: times.timeZone });
          expect(shown.has(wall)).toBe(false);
          shown.add(wall);
        }
      }),
      RUNS,
    );
  });
});

describe('a cron', () => {
  it.each(['0 6 * * mon-fri', '*/15 8-18 * * 1-5', '@daily', '0 5 L * *'])('is %s', (text) => {
    expect(isCron(text)).toBe(true);
  });

  it.each([
    '',
    'every day',
    '* * * *',
    '0 0 6 * * *',
    '61 * * * *',
    '2026-11-11T00:00:00',
    '*/90 * * * *',
    '@soon',
  ])('is not %s', (text) => {
    expect(isCron(text)).toBe(false);
  });
});

describe('a poll that does not succeed', () => {
  const story: PollStory = {
    schedule: interval(300),
    since: new Date('2026-11-25T15:00:00Z'),
    connection: { name: 'Cin7', state: 'active', reason: null },
    lastRun: null,
  };
  const late = (changes: Partial<PollStory>, now: string, idleRuns = 0) =>
    latePoll({ ...story, ...changes }, new Date(now), { idleRuns, nextCronTime });

  it('is late after three intervals, each as long as it may be', () => {
    expect(late({}, '2026-11-25T15:16:29Z')).toBeNull();
    expect(late({}, '2026-11-25T15:16:30Z')?.since).toEqual(new Date('2026-11-25T15:16:30Z'));
  });

  it('is late after three slow intervals where its pace is slow', () => {
    const schedule = interval(900, { slowestSeconds: 3_600 });
    expect(late({ schedule }, '2026-11-25T18:17:59Z', 5)).toBeNull();
    expect(late({ schedule }, '2026-11-25T18:18:00Z', 5)).not.toBeNull();
  });

  it('is late after three times of its cron', () => {
    const schedule = cron('0 6 * * *', 'UTC');
    expect(late({ schedule }, '2026-11-28T05:59:59Z')).toBeNull();
    expect(late({ schedule }, '2026-11-28T06:00:00Z')).not.toBeNull();
  });

  it('is not late outside business hours, nor before three polls within them', () => {
    const schedule = interval(3_600, { businessHours: office });
    const since = new Date('2026-11-27T22:30:00Z');
    expect(late({ schedule, since }, '2026-11-29T12:00:00Z')).toBeNull();
    expect(late({ schedule, since }, '2026-11-30T13:30:00Z')).toBeNull();
    expect(late({ schedule, since }, '2026-11-30T16:00:00Z')).not.toBeNull();
    expect(late({ schedule, since }, '2026-12-01T02:00:00Z')).toBeNull();
  });

  it.each<[Partial<PollStory>, string, string]>([
    [
      { connection: { name: 'Cin7', state: 'expired', reason: 'keys refused' } },
      'Cin7 is expired: keys refused',
      'connect it again',
    ],
    [{}, 'No run has been started', 'poller runs'],
    [{ lastRun: { state: 'failed', error: 'no route', startedAt: null } }, 'failed: no route', 'by itself'],
    [
      { lastRun: { state: 'running', error: 'no route', startedAt: new Date(0) } },
      'interrupted: no route',
      'by itself',
    ],
    [
      { lastRun: { state: 'running', error: null, startedAt: new Date(0) } },
      '1970-01-01T00:00:00.000Z is still reading',
      'counts',
    ],
    [{ lastRun: { state: 'queued', error: null, startedAt: null } }, 'no worker has taken it', 'Redis'],
  ])('says why and what to do: %j', (changes, cause, remedy) => {
    const found = late(changes, '2026-11-25T16:00:00Z');
    expect(found?.cause).toContain(cause);
    expect(found?.remedy).toContain(remedy);
  });
});
