import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { tryLock } from '../../scripts/lock.mjs';

const folder = mkdtempSync(join(tmpdir(), 'lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('names the process that holds the lock, and gives it when that is done', () => {
  const path = join(folder, 'held');
  const first = tryLock(path);
  expect(tryLock(path)).toEqual({ holder: process.pid });
  if ('release' in first) first.release();
  expect(tryLock(path)).toHaveProperty('release');
});

it.each([
  ['has ended', { pid: 2 ** 22 + 1, startedAt: '1' }],
  ['has ended, and whose number another has now', { pid: process.pid, startedAt: 'long ago' }],
])('takes the lock of a process that %s', (_what, holder) => {
  const path = join(folder, `stale-${holder.pid}`);
  writeFileSync(path, JSON.stringify(holder));
  expect(tryLock(path)).toHaveProperty('release');
});
