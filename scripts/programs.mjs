import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The path of a program as the shell would find it.
 * @param {string} name
 * @returns {string | undefined}
 */
export function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * What a quick command prints; undefined when it fails or takes too long.
 * @param {string} command @param {string[]} args
 */
export function outputOf(command, args, { timeoutMs = 10_000 } = {}) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', timeout: timeoutMs });
  return status === 0 ? stdout : undefined;
}
