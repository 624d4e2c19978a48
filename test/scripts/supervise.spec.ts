import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'supervise-'));
const scripts = pathToFileURL(join(process.cwd(), 'scripts')).href;
const running: ChildProcess[] = [];
afterEach(() => {
  for (const each of running.splice(0)) each.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A server and a service that uses it; both note when they are asked to end, the service takes its time. */
const command = `
import { createProcesses } from '${scripts}/processes.mjs';
const processes = createProcesses({ dataDir: process.argv[2] });
const note = (name, ms) => \`process.on('SIGTERM', () => setTimeout(() => {
  require('fs').appendFileSync('\${process.argv[2]}/ends', '\${name} '); process.exit(0);
}, \${ms})); setInterval(() => {}, 1000); console.log('up');\`;
const start = (name, stage, ms) => processes.start({ name, stage, command: process.execPath, args: ['-e', note(name, ms)] });
const started = [start('server', 'postgres', 0), start('service', 'service', 300)];
await Promise.all(started.map(({ child }) => new Promise((up) => child.stdout.once('data', up))));
process.on('SIGTERM', async () => { await processes.stopAll(); process.exit(0); });
console.log(started.map(({ pid }) => pid).join(' '));
`;

/** It is killed before the guardian beside it has had time to start. */
const killedAtOnce = `
import { createProcesses } from '${scripts}/processes.mjs';
const processes = createProcesses({ dataDir: process.argv[2] });
const { pid } = processes.start({
  name: 'server', stage: 'postgres', command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'],
});
console.log(pid);
process.kill(process.pid, 'SIGKILL');
`;

async function aScriptWithChildren(source = command) {
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const file = join(dataDir, 'script.mjs');
  writeFileSync(file, source);
  const script = spawn(process.execPath, [file, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(script);
  const words = await new Promise<string>((resolve) =>
    script.stdout.once('data', (data) => resolve(String(data))),
  );
  const ends = () => readFileSync(join(dataDir, 'ends'), 'utf8').trim();
  return {
    script,
    pids: words.trim().split(' ').map(Number),
    ends,
    records: () => readdirSync(join(dataDir, 'pids')),
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(stateOf(pid));
  } catch {
    return false;
  }
}

/** Where init does not reap, a process that was orphaned stays listed after its end. */
function stateOf(pid: number): string {
  return process.platform === 'linux' ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
}

async function allGone(pids: readonly number[]): Promise<boolean> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    if (!pids.some(isAlive)) return true;
    await sleep(50);
  }
  return false;
}

describe('what a script has started', () => {
  it('ends with it, and a service before the server that it uses', async () => {
    const { script, pids, ends, records } = await aScriptWithChildren();
    expect(pids.map(isAlive)).toEqual([true, true]);
    script.kill('SIGTERM');
    await new Promise((resolve) => script.once('exit', resolve));
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(ends()).toBe('service server');
    expect(records()).toEqual([]);
  });

  it('ends in the same order when the script is killed outright', async () => {
    const { script, pids, ends } = await aScriptWithChildren();
    script.kill('SIGKILL');
    expect(await allGone(pids)).toBe(true);
    expect(ends()).toBe('service server');
  });

  it('ends even when the script is killed before its guardian is awake', async () => {
    const { pids } = await aScriptWithChildren(killedAtOnce);
    expect(await allGone(pids)).toBe(true);
  });
});
