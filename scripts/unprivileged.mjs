import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isRoot } from './paths.mjs';
import { Problem } from './problem.mjs';

/** @typedef {{ uid?: number, gid?: number }} Identity nothing means our own */

/** The number of «nobody» nearly everywhere: Postgres refuses to run as root, so root lends it this one. */
const nobody = 65_534;

/** Begins the names of the folders that are not below .data/. They survive a restart of the machine. */
const outside = '/var/tmp/billbridge-';

/**
 * A folder for a server that must not run as root, and whom to run it as. Under root the folder belongs to an
 * unprivileged user; if that user could not get to it (below /root, say), it is made elsewhere and the path
 * becomes a link to it.
 * @param {string} path
 * @returns {{ folder: string, identity: Identity }} the folder by its real name, and its owner
 */
export function makeServerFolder(path) {
  if (!exists(path)) {
    const place = !isRoot() || isReachable(dirname(path), nobody) ? path : elsewhere(path);
    mkdirSync(place, { recursive: true, mode: 0o700 });
    chmodSync(place, 0o700);
    if (isRoot()) chownSync(place, nobody, nobody);
    if (place !== path) symlinkSync(place, path);
  }
  return { folder: realpathSync(path), identity: ownerOf(path) };
}

/** @param {string} path @returns {Identity} */
function ownerOf(path) {
  const { uid, gid } = statSync(path);
  if (isRoot()) return uid === 0 ? refuse(path, 'root') : { uid, gid };
  return uid === process.getuid?.() ? {} : refuse(path, 'another user');
}

/** @param {string} path @param {string} owner @returns {never} */
function refuse(path, owner) {
  throw new Problem(`${path} belongs to ${owner}. Remove it (npm run clean, as its owner) and start again.`);
}

/** The same place for the same path. @param {string} path */
function elsewhere(path) {
  const key = createHash('sha256').update(path).digest('hex').slice(0, 16);
  const home = `${outside}${key}`;
  mkdirSync(home, { recursive: true });
  if (lstatSync(home).uid !== 0 || !lstatSync(home).isDirectory()) refuse(home, 'another user');
  chmodSync(home, 0o711);
  return join(home, 'server');
}

/** Removes a folder, and what was made elsewhere for the servers in it. @param {string} folder */
export function removeServerFolders(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const target = entry.isSymbolicLink() ? dirname(readlinkSync(join(folder, entry.name))) : '';
    if (target.startsWith(outside)) rmSync(target, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Whether a user may pass through the folder and all above it.
 * @param {string} folder
 * @param {number} id number of the user and of its group
 */
export function isReachable(folder, id) {
  for (let each = realpathSync(folder); ; each = dirname(each)) {
    const { mode, uid, gid } = statSync(each);
    const bit = uid === id ? 0o100 : gid === id ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (each === dirname(each)) return true;
  }
}

/** @param {string} path */
function exists(path) {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
