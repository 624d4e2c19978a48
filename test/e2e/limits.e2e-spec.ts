import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Company, openCompany, poll } from './company.js';
import type { Json } from './json-client.js';
import { type System, startSystem } from './system.js';

/** Small enough to bind, and large enough for a test: five calls a second. */
const CALLS_PER_MINUTE = 300;
const PURCHASES = 30;

/** The emulators refuse whatever is over their limit, so an answer of theirs says whether it was kept. */
describe('the limits of the providers', () => {
  let system: System;
  let company: Company;

  beforeAll(async () => {
    system = await startSystem({
      CIN7_CALLS_PER_MINUTE: String(CALLS_PER_MINUTE),
      QUICKBOOKS_CALLS_PER_MINUTE: '500',
      QUICKBOOKS_CALLS_PER_SECOND: '10',
    });
    company = await openCompany(system, { mode: 'shadow' });
    await system.quickBooks.post(company.quickBooks('/settings'), {
      callsPerSecond: 10,
      callsPerMinute: 500,
    });
    await system.cin7.post(company.cin7('/settings'), { callsPerMinute: CALLS_PER_MINUTE });
    // Changed within the next hour, so that a run that began before they came does not hide them.
    const [from, to] = [0, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
    await system.cin7.post(company.cin7('/purchases/bulk'), { count: PURCHASES, from, to });
  }, 90_000);

  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  it('are kept while all is read for the first time, and nothing is read twice', async () => {
    const beganAt = Date.now();
    const runs = await poll(system, company);
    expect(runs.map(({ state }: Json) => state)).toEqual(runs.map(() => 'succeeded'));

    const { calls } = await system.cin7.get('/calls');
    const ours = calls.filter(
      ({ accountId, at }: Json) => accountId === company.accountId && Date.parse(at) >= beganAt,
    );
    expect(ours.filter(({ status }: Json) => status !== 200)).toEqual([]);
    const details = ours.filter(({ path }: Json) => path.toLowerCase().endsWith('purchase'));
    expect(details).toHaveLength(PURCHASES);
    expect(new Set(details.map(({ query }: Json) => query.ID)).size).toBe(PURCHASES);
    // Between two calls there is at least the pace, but for a burst at the beginning.
    const took = Date.parse(ours.at(-1).at) - Date.parse(ours[0].at);
    expect(took).toBeGreaterThan(((ours.length - 12) * 60_000) / CALLS_PER_MINUTE);

    const { calls: books } = await system.quickBooks.get('/calls');
    expect(books.length).toBeGreaterThan(10);
    expect(books.filter(({ status }: Json) => status === 429)).toEqual([]);
  }, 180_000);

  it('leave a part to others where only a share is ours', async () => {
    const { cin7 } = company.connectionIds;
    const changed = await system.console.patch(`/connections/${cin7}`, { limitShare: 0.25 });
    expect(changed).toMatchObject({ id: cin7, limitShare: 0.25 });
    const beganAt = Date.now();
    await poll(system, company, ['supplier', 'purchase', 'supplier-credit-note', 'cin7-ids']);
    const { calls } = await system.cin7.get('/calls');
    const times = calls
      .filter(({ accountId, at }: Json) => accountId === company.accountId && Date.parse(at) >= beganAt)
      .map(({ at }: Json) => Date.parse(at));
    expect(times.length).toBeGreaterThan(6);
    const took = times.at(-1) - times[0];
    expect(took).toBeGreaterThan(((times.length - 4) * 60_000) / (CALLS_PER_MINUTE * 0.25));
  }, 180_000);
});
