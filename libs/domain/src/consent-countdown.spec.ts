import { describe, expect, it } from '@jest/globals';
import { consentCountdown } from './consent-countdown.js';

const now = new Date('2026-11-24T12:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

describe('the countdown of a consent', () => {
  it.each([
    [30.001, 30, null],
    [30, 30, 30],
    [14.001, 14, 30],
    [14, 14, 14],
    [7.001, 7, 14],
    [7, 7, 7],
    [0.5, 0, 7],
    [-0.5, -1, 7],
  ])('%d days before the end says %d days and warns as of %s', (days, daysLeft, warning) => {
    expect(consentCountdown({ idleEndsAt: null, endsAt: inDays(days) }, now)).toEqual({
      limit: 'consent',
      at: inDays(days),
      daysLeft,
      warning,
    });
  });

  it('is of what ends first', () => {
    expect(consentCountdown({ idleEndsAt: inDays(100), endsAt: inDays(200) }, now)?.limit).toBe('idle');
    expect(consentCountdown({ idleEndsAt: inDays(100), endsAt: inDays(20) }, now)).toMatchObject({
      limit: 'consent',
      warning: 30,
    });
    // Intuit shortens the idle limit to the hard one as that comes near.
    expect(consentCountdown({ idleEndsAt: inDays(20), endsAt: inDays(20) }, now)?.limit).toBe('consent');
  });

  it('is none where nothing is known', () => {
    expect(consentCountdown({ idleEndsAt: null, endsAt: null }, now)).toBeNull();
  });
});
