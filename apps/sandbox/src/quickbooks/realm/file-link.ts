import { createHash } from 'node:crypto';
import { nowMs, type Realm } from './realm.js';

/** Where files are fetched without a token: whoever holds a link that has not run out may read. */
export const FILES_PATH = '/quickbooks-files';
const LIFETIME_MS = 15 * 60_000;

/** A fresh link to the bytes of a file, at the address where the caller found the sandbox. */
export function temporaryLink(realm: Realm, fileId: string): string {
  const expires = nowMs(realm) + LIFETIME_MS;
  const query = new URLSearchParams({
    expires: String(expires),
    signature: signature(realm, fileId, expires),
  });
  return `${realm.address.origin}${FILES_PATH}/${realm.id}/${fileId}?${query}`;
}

export function isGoodLink(realm: Realm, fileId: string, query: URLSearchParams): boolean {
  const expires = Number(query.get('expires'));
  return expires > nowMs(realm) && query.get('signature') === signature(realm, fileId, expires);
}

function signature(realm: Realm, fileId: string, expires: number): string {
  return createHash('sha256').update(`${realm.id}/${fileId}/${expires}`).digest('hex');
}
