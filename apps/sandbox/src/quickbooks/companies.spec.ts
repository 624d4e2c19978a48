import { describe, expect, it } from '@jest/globals';
import { objectOf } from './json.js';
import { callSandbox } from './testing/caller.js';

describe('a company that trades', () => {
  it.each(['US', 'GB', 'CA', 'AU', 'NZ'])('is of the size of a sample company in %s', async (country) => {
    const sandbox = await callSandbox({ company: { company: 'trading', country } });
    const count = async (entity: string): Promise<unknown> =>
      objectOf((await sandbox.query(`select count(*) from ${entity}`)).body.QueryResponse)?.totalCount;
    const counts = { Bill: 15, PurchaseOrder: 9, BillPayment: 10, Item: 23, Customer: 33, Vendor: 26 };
    for (const [entity, size] of Object.entries(counts))
      expect([entity, await count(entity)]).toEqual([entity, size]);
    await sandbox.close();
  });

  it('is refused when its kind is unknown', async () => {
    const sandbox = await callSandbox();
    const answer = await sandbox.door('POST', '/realms', { company: 'grand' });
    expect(answer.error).toBe('company must be one of demo, empty, trading, bare.');
    await sandbox.close();
  });
});
