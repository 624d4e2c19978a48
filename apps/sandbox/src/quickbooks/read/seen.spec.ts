import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { objectsOf } from '../json.js';
import { type Caller, callSandbox, entityOf, type Reply, rowsOf } from '../testing/caller.js';

describe('indexes that lag', () => {
  let sandbox: Caller;
  beforeEach(async () => {
    sandbox = await callSandbox({ settings: { queryLagMs: 2000, changesLagMs: 2000 } });
  });
  afterEach(() => sandbox.close());

  const named = (name: string): Promise<Reply> =>
    sandbox.query(`select * from Vendor where DisplayName = '${name}'`);

  it('show a new object by id at once, by query and change feed when the lag is over', async () => {
    const since = encodeURIComponent(new Date().toISOString());
    const vendor = entityOf(await sandbox.post('/vendor', { DisplayName: 'Newcomer' }), 'Vendor');
    const changed = async (): Promise<number> => {
      const reply = await sandbox.get(`/cdc?entities=Vendor&changedSince=${since}`);
      const [vendors] = objectsOf(objectsOf(reply.body.CDCResponse)[0]?.QueryResponse);
      return objectsOf(vendors?.Vendor).filter(({ Id }) => Id === vendor.Id).length;
    };
    expect((await sandbox.get(`/vendor/${vendor.Id}`)).status).toBe(200);
    expect([rowsOf(await named('Newcomer'), 'Vendor').length, await changed()]).toEqual([0, 0]);
    await sandbox.door('POST', '/clock', { advanceMs: 2100 });
    expect([rowsOf(await named('Newcomer'), 'Vendor').length, await changed()]).toEqual([1, 1]);
  });

  it('find a renamed vendor by the old name, with the old SyncToken, until the lag is over', async () => {
    const vendor = entityOf(await sandbox.post('/vendor', { DisplayName: 'Old Name' }), 'Vendor');
    await sandbox.door('POST', '/clock', { advanceMs: 5000 });
    const change = { Id: vendor.Id ?? '', SyncToken: '0', sparse: true };
    await sandbox.post('/vendor', { ...change, DisplayName: 'Middle Name' });
    await sandbox.post('/vendor', { ...change, SyncToken: '1', DisplayName: 'New Name' });
    expect(rowsOf(await named('Old Name'), 'Vendor')).toMatchObject([{ Id: vendor.Id, SyncToken: '0' }]);
    expect(rowsOf(await named('New Name'), 'Vendor')).toEqual([]);
    await sandbox.door('POST', '/clock', { advanceMs: 2100 });
    expect(rowsOf(await named('New Name'), 'Vendor')).toMatchObject([{ SyncToken: '2' }]);
    expect(rowsOf(await named('Old Name'), 'Vendor')).toEqual([]);
  });

  it('know from the start what was there when the company was opened', async () => {
    expect(rowsOf(await sandbox.query('select * from Account'), 'Account').length).toBeGreaterThan(50);
  });
});
