import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone that these scripts belong to, whatever folder they are called from. */
export const root = resolve(fileURLToPath(new URL('..', import.meta.url)));

/** Everything that these scripts keep: servers' data, keys of the demo, records of processes. Never committed. */
export const dataDir = join(root, '.data');

/** A path inside the clone. @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts);

/**
 * A folder that others cannot list. Under root others may pass through it, because there Postgres runs as an
 * unprivileged user; the files inside guard themselves.
 * @param {string} path
 */
export function makePrivateFolder(path) {
  mkdirSync(path, { recursive: true });
  chmodSync(path, isRoot() ? 0o711 : 0o700);
  return path;
}

export const isRoot = () => process.getuid?.() === 0;
