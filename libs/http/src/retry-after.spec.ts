import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retryAfterMs } from './retry-after.js';

const now = new Date('2026-11-23T10:00:00.000Z');
const asked = (header: string | undefined) => retryAfterMs({ 'retry-after': header }, now);

describe('retryAfterMs', () => {
  it.each([
    ['60', 60_000],
    [' 5 ', 5_000],
    ['0', 1_000],
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
    ['Mon, 23 Nov 2026 09:00:00 GMT', 1_000],
    ['Mon Nov 23 10:00:30 2026', 30_000],
    ['2026-11-23T10:00:30Z', 30_000],
    ['2026-11-23T11:00:30.5+01:00', 30_500],
    ['1795428030', 30_000],
    ['1795428030500', 30_500],
    ['1500 ms', 1_500],
  ])('reads %j', (header, waitMs) => {
    expect(asked(header)).toBe(waitMs);
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
    expect(asked(header)).toBeNull();
  });

  it('counts to a moment by the clock of who names it, where that is told', () => {
    const until = (date: string) =>
      retryAfterMs({ 'retry-after': 'Mon, 23 Nov 2026 10:00:30 GMT', date }, now);
    expect(until('Mon, 23 Nov 2026 09:58:30 GMT')).toBe(120_000);
    expect(until('not a date')).toBe(30_000);
  });

  it('never waits longer than a day', () => {
    expect(asked('999999999999')).toBe(86_400_000);
    expect(asked('Fri, 23 Nov 2096 10:00:00 GMT')).toBe(86_400_000);
  });

  it('gives null or a finite wait within the day for any header', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String)), (header) => {
        const waitMs = asked(header);
        return waitMs === null || (waitMs >= 1_000 && waitMs <= 86_400_000);
      }),
    );
  });
});
