import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '#libs/vault';

/** The bearer token of automation. */
export class ApiToken {
  readonly #hash: Buffer;

  constructor(token: Secret) {
    this.#hash = hashOf(token.reveal());
  }

  /** Takes as long for a near miss as for a far one; hashing makes the lengths equal. */
  matches(candidate: string): boolean {
    return timingSafeEqual(this.#hash, hashOf(candidate));
  }
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
