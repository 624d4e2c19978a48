import { describe, expect, it } from '@jest/globals';
import { isCalendarDate } from './calendar-date.js';

describe('a date of the calendar', () => {
  it.each(['2026-01-31', '2024-02-29', '1999-12-31'])('is %s', (date) => {
    expect(isCalendarDate(date)).toBe(true);
  });

  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '2026-01-31T00:00:00Z', '', 20260131, null])(
    'is not %s',
    (date) => {
      expect(isCalendarDate(date)).toBe(false);
    },
  );
});
