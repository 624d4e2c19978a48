import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retryAfterMs } from './retry-after.js';

const now = new Date('2026-11-23T10:00:00.000Z');

describe('retryAfterMs', () => {
  it.each([
    ['60', 60_000],
    [' 5 ', 5_000],
    ['0', 0],
    ['1.5', 1_500],
    ['60 Seconds', 60_000],
    ['30 sec', 30_000],
    ['30 secs.', 30_000],
    ['1 second', 1_000],
    ['45s', 45_000],
    ['2 minutes', 120_000],
    ['1 hour', 3_600_000],
    ['Mon, 23 Nov 2026 10:00:30 GMT', 30_000],
    ['Monday, 23-Nov-26 10:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
    ['Mon Nov 23 10:00:30 2026', 30_000],
    ['2026-11-23T10:00:30Z', 30_000],
    ['2026-11-23T11:00:30.5+01:00', 30_500],
    ['1795428030', 30_000],
    ['1500 ms', 1_500],
  ])('reads %j', (header, waitMs) => {
    expect(retryAfterMs(header, now)).toBe(waitMs);
  });

  it.each([
    undefined,
    '',
    'soon',
    '-5',
    '60 apples',
    'NaN',
    '1e9',
    '12 Nov',
    '2026-11-23',
    '2026-11-23T10:00:30',
    'Mon, 99 Nov 2026 10:00:30 GMT',
  ])('says null for %j rather than guess', (header) => {
    expect(retryAfterMs(header, now)).toBeNull();
  });

  it('never waits longer than a day', () => {
    expect(retryAfterMs('999999999999', now)).toBe(86_400_000);
    expect(retryAfterMs('Fri, 23 Nov 2096 10:00:00 GMT', now)).toBe(86_400_000);
  });

  it('gives null or a finite wait within the day for any header', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String)), (header) => {
        const waitMs = retryAfterMs(header, now);
        return waitMs === null || (waitMs >= 0 && waitMs <= 86_400_000);
      }),
    );
  });
});
