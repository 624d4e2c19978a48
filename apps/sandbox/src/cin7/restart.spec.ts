import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type StartedSandbox, startedSandbox } from './started-sandbox.js';

describe('a second start', () => {
  let dataDir: string;
  let running: StartedSandbox[] = [];
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'cin7-sandbox-'));
  });
  afterEach(async () => {
    await Promise.all(running.map((sandbox) => sandbox.close().catch(() => {})));
    running = [];
    await rm(dataDir, { recursive: true });
  });

  const start = async (options: { dataDir?: string } = {}): Promise<StartedSandbox> => {
    const sandbox = await startedSandbox(options);
    running.push(sandbox);
    return sandbox;
  };

  it('finds accounts, purchases, settings and time as they were left', async () => {
    const first = await start({ dataDir });
    const account = await first.account({ settings: { throttledAnswer: '503' } });
    await first.door(`POST accounts/${account.accountId}/suppliers`, { name: 'Kept' });
    const kept = await first.door(`POST accounts/${account.accountId}/purchases`, { supplier: 'Kept' });
    await first.door('POST clock', { advanceMs: 86_400_000 });
    await first.close();

    const second = await start({ dataDir });
    const { body } = await second.api(`GET purchase?ID=${kept.ID}`, undefined, account);
    expect(body).toEqual(kept);
    const settings = await second.door(`GET accounts/${account.accountId}/settings`);
    expect(settings).toMatchObject({ throttledAnswer: '503' });
    const { now } = await second.door<{ now: string }>('GET clock');
    expect(Date.parse(now) - Date.now()).toBeGreaterThan(86_000_000);
    expect((await second.api('GET purchaseList')).body.Total).toBe(320);
    await second.close();
    expect(await readdir(dataDir)).toEqual(['cin7.json']);
  });

  it('forgets everything by a reset', async () => {
    const sandbox = await start();
    await sandbox.account();
    await sandbox.door('POST reset');
    expect(await sandbox.door('GET accounts')).toEqual({ accounts: [sandbox.demo.accountId] });
  });
});
