import { describe, expect, it } from '@jest/globals';
import { QUERIED_ENTITIES } from '#libs/quickbooks';
import { type ListFacts, listsDue } from './lists-due.js';

const now = new Date('2026-11-20T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

/** All were read so many hours ago. */
const facts = (hours: number, changes: Partial<ListFacts> = {}): ListFacts => ({
  trigger: 'schedule',
  readAt: new Map(QUERIED_ENTITIES.map((entity) => [entity, hoursAgo(hours)])),
  marked: new Set(),
  heldFor: new Set(),
  ...changes,
});

describe('the lists that the changes do not tell of', () => {
  it.each([
    ['never read', facts(0, { readAt: new Map() }), QUERIED_ENTITIES],
    ['read a moment ago', facts(0), []],
    ['read almost a day ago', facts(23.99), []],
    ['read a day ago', facts(24), QUERIED_ENTITIES],
    ['read a moment ago, and a person asks', facts(0, { trigger: 'operator' }), QUERIED_ENTITIES],
    ['read a moment ago, and a webhook rings for others', facts(0, { trigger: 'webhook' }), []],
    [
      'read a moment ago, and a webhook tells of one',
      facts(0, { trigger: 'webhook', marked: new Set(['Bill', 'Preferences']) }),
      ['Preferences'],
    ],
    [
      'read an hour ago, and a bill waits for open books',
      facts(1, { heldFor: new Set(['books-closed']) }),
      ['Preferences'],
    ],
    ['read less than an hour ago, and a bill waits', facts(0.9, { heldFor: new Set(['books-closed']) }), []],
    [
      'read an hour ago, and a bill waits for its tax',
      facts(1, { heldFor: new Set(['tax-unmapped']) }),
      ['TaxCode', 'TaxRate', 'Preferences'],
    ],
    [
      'read an hour ago, and a bill waits for what the changes tell',
      facts(1, { heldFor: new Set(['vendor-not-usable']) }),
      [],
    ],
  ] as const)('%s: reads %#', (_what, given, expected) => {
    expect(listsDue(given, now)).toEqual(expected);
  });

  it('takes a list without rows for read when the others were', () => {
    const readAt = new Map([
      ['CompanyInfo', hoursAgo(2)],
      ['Preferences', hoursAgo(2)],
    ]);
    expect(listsDue(facts(0, { readAt }), now)).toEqual([]);
  });

  it('does not put off the others by reading one every hour', () => {
    const readAt = new Map([...facts(25).readAt, ['Preferences', hoursAgo(0.1)] as const]);
    expect(listsDue(facts(0, { readAt }), now)).toEqual(['TaxCode', 'TaxRate', 'CompanyInfo']);
  });
});
