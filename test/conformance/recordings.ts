import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe } from '@jest/globals';
import type { Json } from '../../apps/sandbox/src/quickbooks/json.js';

/** Examples and recordings of both providers. They are not part of the repository, but may lie beside it. */
const folder = path.resolve('..', 'shared', 'fixtures');
const present = existsSync(folder);

/** Why nothing is compared, said once by the spec that counts the recordings. */
export const absence = present
  ? undefined
  : `Skipped: nothing to compare the emulators with, there is no ${folder}.`;

export const describeWithRecordings = present ? describe : describe.skip;

/** Every recording, by its path below the folder and without the `.json`. */
export function recordingNames(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((name) =>
      name
        .split(path.sep)
        .join('/')
        .replace(/\.json$/, ''),
    )
    .sort();
}

export function recording(name: string): Json {
  return JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
}
