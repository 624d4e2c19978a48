import { describe, expect, it } from '@jest/globals';
import { laneOf, readsQuickBooks } from './run-pace.js';

describe('the pace of a run', () => {
  const lately = new Date();

  it.each([
    ['operator', null, 'operator'],
    ['operator', lately, 'operator'],
    ['schedule', null, 'backfill'],
    ['schedule', lately, 'live'],
    ['webhook', lately, 'live'],
  ] as const)('of a run by %s since %s is that of the lane %s', (trigger, since, lane) => {
    expect(laneOf({ trigger, since })).toBe(lane);
  });

  it.each([
    ['quickbooks-object', true],
    ['quickbooks-ids', true],
    ['cin7-ids', false],
    ['purchase', false],
  ] as const)('of %s is counted at QuickBooks: %s', (recordType, expected) => {
    expect(readsQuickBooks({ recordType })).toBe(expected);
  });
});
