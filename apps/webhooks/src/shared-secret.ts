import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** 256 bits in base64url, as we make them. */
const SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** For whoever cannot send a bearer token. */
const HEADER = 'x-webhook-secret';

/** The secret that a caller shows, as a bearer token or in a header of its own; null where it cannot be one of ours. */
export function secretIn(headers: IncomingHttpHeaders): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const shown = bearer ?? headers[HEADER];
  return typeof shown === 'string' && SHAPE.test(shown) ? shown : null;
}

/** Whether it is one of those whose hashes are given, in hexadecimal. */
export function isOneOf(secret: string, hashes: readonly string[]): boolean {
  const shown = createHash('sha256').update(secret).digest();
  return hashes
    .map((hash) => Buffer.from(hash, 'hex'))
    .map((known) => known.length === shown.length && timingSafeEqual(known, shown))
    .includes(true);
}
