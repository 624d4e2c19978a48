import { describe, expect, it } from '@jest/globals';
import { momentOf, pacificDate, pacificInstant, pacificSecond } from './pacific-time.js';

describe('Pacific time', () => {
  it.each([
    ['2026-03-08T09:59:59Z', '2026-03-08T01:59:59-08:00'],
    ['2026-03-08T10:00:00Z', '2026-03-08T03:00:00-07:00'],
    ['2026-11-01T08:59:59Z', '2026-11-01T01:59:59-07:00'],
    ['2026-11-01T09:00:00Z', '2026-11-01T01:00:00-08:00'],
  ])('shows %s as %s', (utc, shown) => {
    expect(pacificSecond(Date.parse(utc))).toBe(shown);
  });

  it('has milliseconds in the envelope, and its own idea of today', () => {
    const atMs = Date.parse('2026-11-23T05:00:00.007Z');
    expect(pacificInstant(atMs)).toBe('2026-11-22T21:00:00.007-08:00');
    expect(pacificDate(atMs)).toBe('2026-11-22');
  });

  it.each([
    ['2026-05-01', '2026-05-01T07:00:00Z'],
    ['2026-05-01T10:00:00', '2026-05-01T17:00:00Z'],
    ['2026-05-01T10:00:00Z', '2026-05-01T10:00:00Z'],
    ['2026-05-01T10:00:00+02:00', '2026-05-01T08:00:00Z'],
  ])('reads %s as %s', (text, utc) => {
    expect(momentOf(text)).toBe(Date.parse(utc));
  });

  it('does not read what is no date', () => {
    expect(momentOf('yesterday')).toBeUndefined();
  });
});
