import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { budgetState, budgetText, type DayOfCalls, defaultCallBudget, monthOfCalls } from './call-budget.js';

const day = (text: string, calls: number, once = 0): DayOfCalls => ({ day: text, calls, once });

/** As many calls on each day from one to another, both included, of November 2026. */
const each = (from: number, to: number, calls: number): DayOfCalls[] =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    day(`2026-11-${String(from + index).padStart(2, '0')}`, calls),
  );

describe('the forecast of a month', () => {
  it.each([
    ['nothing was ever counted', [], '2026-11-10T12:00:00Z', 0, 0],
    [
      'ten days of 96 and half a day',
      [...each(1, 10, 96), day('2026-11-11', 48)],
      '2026-11-11T12:00:00Z',
      1_008,
      2_880,
    ],
    [
      'a pace that has changed',
      [...each(1, 8, 500), ...each(9, 15, 10)],
      '2026-11-16T00:00:00Z',
      4_070,
      4_220,
    ],
    [
      'a first reading, which does not come again',
      [day('2026-11-01', 1_048, 1_000)],
      '2026-11-01T12:00:00Z',
      1_048,
      1_000 + 48 * 60,
    ],
    [
      'the first of the month, by the pace of the month before',
      [day('2026-10-31', 96)],
      '2026-11-01T00:00:00Z',
      0,
      2_880,
    ],
    [
      'five minutes after the first call, taken for an hour',
      [day('2026-11-30', 2)],
      '2026-11-30T00:05:00Z',
      2,
      50,
    ],
    ['the last moment', [...each(1, 30, 100)], '2026-11-30T23:59:59.999Z', 3_000, 3_000],
    ['the next month, long after', [...each(1, 30, 100)], '2026-12-20T00:00:00Z', 0, 0],
    ['a February', [day('2026-02-01', 100)], '2026-02-02T00:00:00Z', 100, 2_800],
    [
      'days after now, as of a clock that is ahead',
      [...each(9, 10, 10), day('2026-11-12', 10)],
      '2026-11-11T00:00:00Z',
      30,
      230,
    ],
  ] as const)('%s', (_what, days, now, used, forecast) => {
    expect(monthOfCalls(days, new Date(now))).toMatchObject({ used, forecast });
  });

  it('is never below what is used, and no less for more calls', () => {
    const days = fc.array(
      fc.record({ day: fc.integer({ min: 1, max: 30 }), calls: fc.nat(9_999), once: fc.nat(99) }),
      { maxLength: 40 },
    );
    const moment = fc.date({
      min: new Date('2026-11-01Z'),
      max: new Date('2026-11-30T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, moment, (rows, now) => {
        const dated = rows
          .map((row) => day(`2026-11-${String(row.day).padStart(2, '0')}`, row.calls + row.once, row.once))
          .filter((row) => row.day <= now.toISOString());
        const { used, forecast } = monthOfCalls(dated, now);
        expect(forecast).toBeGreaterThanOrEqual(used);
        const more = dated.map((row) => ({ ...row, calls: row.calls + 1 }));
        expect(monthOfCalls(more, now).forecast).toBeGreaterThanOrEqual(forecast);
      }),
      { numRuns: 200 },
    );
  });

  it('is the whole month at an even pace, whenever it is asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 2, max: 30 }),
        fc.nat(23),
        (calls, today, hour) => {
          const now = new Date(Date.UTC(2026, 10, today, hour));
          const days = [...each(1, today - 1, calls * 24), day(now.toISOString().slice(0, 10), calls * hour)];
          expect(monthOfCalls(days, now).forecast).toBe(calls * 24 * 30);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the state of a budget', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  const december = new Date('2026-12-01T00:00:00Z');
  const budget = { meteredPerMonth: 1_000, warnAtShare: 0.8, stopPolling: true };

  it.each([
    ['no budget', defaultCallBudget, 1_000_000, null, 'within', null],
    ['below the share', budget, 799, 0.799, 'within', null],
    ['at the share', budget, 800, 0.8, 'near', null],
    ['one below the end', budget, 999, 0.999, 'near', null],
    ['used up', budget, 1_000, 1, 'used-up', december],
    ['used up, and polling goes on', { ...budget, stopPolling: false }, 1_001, 1.001, 'used-up', null],
    ['nothing allowed', { ...budget, meteredPerMonth: 0 }, 0, 1, 'used-up', december],
  ] as const)('%s', (_what, chosen, used, share, state, stopPollingUntil) => {
    expect(budgetState(chosen, used, now)).toEqual({ share, state, stopPollingUntil });
  });

  it('tells cause and remedy, and of the stop until when', () => {
    const month = { month: '2026-11', used: 900, forecast: 1_350 };
    expect(budgetText(budget, { ...month, used: 10 }, now)).toBeNull();
    expect(budgetText(budget, month, now)).toMatch(/900 of 1000 .*90 %.* 1350 .*Raise meteredPerMonth/);
    expect(budgetText(budget, { ...month, used: 1_000 }, now)).toMatch(
      /until 2026-12-01.*still posted.*Raise/,
    );
  });
});
