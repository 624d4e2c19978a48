import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { objectsOf } from './json.js';
import { aBill, callSandbox, entityOf } from './testing/caller.js';

describe('a sandbox with a data directory', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'quickbooks-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('remembers everything over a restart, request ids included', async () => {
    const first = await callSandbox({ dataDir });
    const bill = await first.post('/bill?requestid=kept', aBill({ DocNumber: 'KEPT' }));
    await first.close();
    const second = await callSandbox({ dataDir });
    expect((await second.post('/bill?requestid=kept', aBill())).body).toEqual(bill.body);
    expect((await second.get(`/bill/${entityOf(bill, 'Bill').Id}`)).status).toBe(200);
    await second.close();
  });

  it('carries out after a restart what was to be committed late, and keeps planned faults and subscriptions', async () => {
    const first = await callSandbox({ dataDir });
    const faults = `/realms/${first.realmId}/faults`;
    await first.door('POST', '/webhooks', { url: 'http://127.0.0.1:9/', automatic: false });
    await first.door('POST', faults, { kind: 'commit-late' });
    await first.post('/bill', aBill()).catch(() => null);
    await first.door('POST', faults, { kind: 'status-500', path: '/item' });
    await first.close();
    const second = await callSandbox({ dataDir });
    await second.door('POST', '/clock', { advanceSeconds: 1300 });
    expect(objectsOf((await second.door('GET', `/realms/${first.realmId}/ledger`)).bills)).toHaveLength(1);
    expect(await second.door('GET', faults)).toMatchObject({ faults: [{ kind: 'status-500' }] });
    expect(objectsOf((await second.door('GET', '/webhooks')).subscriptions)).toHaveLength(1);
    await second.close();
  });

  it('saves only what has changed: a second start adds next to nothing to the file', async () => {
    const size = async (): Promise<number> => (await stat(path.join(dataDir, 'quickbooks.jsonl'))).size;
    const first = await callSandbox({ dataDir });
    await first.close();
    const before = await size();
    const second = await callSandbox({ dataDir });
    await second.post('/bill', aBill());
    await second.close();
    expect((await size()) - before).toBeLessThan(before / 10);
  });

  it('forgets everything after a reset', async () => {
    const first = await callSandbox({ dataDir });
    await first.post('/bill', aBill());
    await first.close();
    const second = await callSandbox({ dataDir });
    await second.door('POST', '/reset');
    await second.close();
    const third = await callSandbox({ dataDir });
    expect(await third.door('GET', `/realms/${first.realmId}/ledger`)).toMatchObject({ bills: [] });
    await third.close();
  });
});
