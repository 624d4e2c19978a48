import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'interruption-'));
const supervise = pathToFileURL(join(process.cwd(), 'scripts', 'supervise.mjs')).href;
const running: ChildProcess[] = [];
afterEach(() => {
  for (const each of running.splice(0)) each.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A script whose one process needs a while to end in order, and notes that it has. */
async function aScript(endsAfterMs: number) {
  const note = join(mkdtempSync(join(folder, 'data-')), 'ended');
  const child = `process.on('SIGTERM', () => setTimeout(() => {
    require('fs').writeFileSync(${JSON.stringify(note)}, ''); process.exit(0);
  }, ${endsAfterMs})); setInterval(() => {}, 1000); console.log('up');`;
  const file = `${note}.mjs`;
  writeFileSync(
    file,
    `import { supervise } from '${supervise}';
    await supervise(async ({ processes }) => {
      const args = ['-e', ${JSON.stringify(child)}];
      const { child, ended } = processes.start({ name: 'service', stage: 'service', command: process.execPath, args });
      child.stdout.once('data', () => console.log('up'));
      await ended;
      return 0;
    });`,
  );
  const script = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'ignore'] });
  running.push(script);
  await new Promise((resolve) => script.stdout.once('data', resolve));
  const exit = new Promise<number | null>((resolve) => script.once('exit', resolve));
  return { script, exit, endedInOrder: () => existsSync(note) };
}

describe('a script that is interrupted', () => {
  it('lets its processes end in order though npm passes the signal on, so that it comes twice', async () => {
    const { script, exit, endedInOrder } = await aScript(300);
    script.kill('SIGINT');
    // Another signal than the first: of one that still waits, the system keeps but one.
    script.kill('SIGTERM');
    await exit;
    expect(endedInOrder()).toBe(true);
  });

  it('stops at once at a second wish', async () => {
    const { script, exit, endedInOrder } = await aScript(30_000);
    script.kill('SIGINT');
    // A person's second wish comes later than npm's echo of the first.
    await sleep(1_200);
    script.kill('SIGINT');
    expect(await exit).toBe(130);
    expect(endedInOrder()).toBe(false);
  });
});
