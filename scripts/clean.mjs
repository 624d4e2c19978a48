/**
 * Removes what the other scripts have made: built code, and all data of the demo and the tests.
 *
 *     npm run clean
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir, inRoot } from './paths.mjs';
import { Problem, wordsOf } from './problem.mjs';
import { ownersAlive, stopLeftovers } from './process-record.mjs';
import { say } from './say.mjs';
import { lockDemo } from './start-lock.mjs';
import { removeServerFolders } from './unprivileged.mjs';

try {
  await clean();
} catch (error) {
  console.error(wordsOf(error));
  process.exitCode = error instanceof Problem ? error.exitCode : 1;
}

async function clean() {
  lockDemo('clean up');
  const [busy] = ownersAlive(dataDir);
  if (busy !== undefined)
    throw new Problem(`Cannot clean up: process ${busy} of these scripts is running. Stop it first.`);
  const stopped = await stopLeftovers(dataDir);
  if (stopped.length > 0) say(`Stopped what process ${stopped.join(', ')} had left running.`);
  for (const entry of readdirSync(dataDir, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name.startsWith('test-')) removeServerFolders(join(dataDir, entry.name));
  }
  removeServerFolders(dataDir);
  say('Removed .data/.');
  if (existsSync(inRoot('dist'))) {
    rmSync(inRoot('dist'), { recursive: true });
    say('Removed dist/.');
  }
}
