import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '#libs/vault';

/** 32 bytes in base64. */
const SHAPE = /^[A-Za-z0-9+/]{43}=$/;

/** Whether a post is Intuit's: base64 of the HMAC-SHA256 of the body, byte for byte, under one of the verifier tokens. */
export class IntuitSignature {
  constructor(private readonly tokens: readonly Secret[]) {}

  /**
   * Compares as text: base64 has several spellings of the same bytes, and only one of them is Intuit's. Every token is
   * tried, so that the time does not say which.
   */
  isOf(body: Buffer, header: string | undefined): boolean {
    if (header === undefined || !SHAPE.test(header)) return false;
    const given = Buffer.from(header);
    return this.tokens
      .map((token) => createHmac('sha256', token.reveal()).update(body).digest('base64'))
      .map((expected) => timingSafeEqual(given, Buffer.from(expected)))
      .includes(true);
  }
}
