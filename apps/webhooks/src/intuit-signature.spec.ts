import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Secret } from '#libs/vault';
import { IntuitSignature } from './intuit-signature.js';

const sign = (body: Uint8Array, token: string) => createHmac('sha256', token).update(body).digest('base64');
const of = (...tokens: string[]) => new IntuitSignature(tokens.map((token) => new Secret(token)));

const body = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const token = fc.string({ minLength: 1, maxLength: 60 });
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

describe('W1 the signature of Intuit', () => {
  it('is known under each of two verifier tokens', () => {
    fc.assert(
      fc.property(body, token, token, (bytes, old, young) => {
        expect(of(old, young).isOf(bytes, sign(bytes, old))).toBe(true);
        expect(of(old, young).isOf(bytes, sign(bytes, young))).toBe(true);
      }),
    );
  });

  it('is refused with any one bit of the body turned', () => {
    const someBody = fc.uint8Array({ minLength: 1, maxLength: 100 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(someBody, token, fc.nat(), (bytes, key, place) => {
        const altered = Buffer.from(bytes);
        const at = place % (bytes.length * 8);
        altered[at >> 3] = (altered[at >> 3] ?? 0) ^ (1 << (at & 7));
        expect(of(key).isOf(altered, sign(bytes, key))).toBe(false);
      }),
    );
  });

  it('is refused with any character of itself changed, those that decode to the same bytes included', () => {
    fc.assert(
      fc.property(body, token, fc.nat(42), fc.integer({ min: 1, max: 63 }), (bytes, key, at, by) => {
        const signature = sign(bytes, key);
        const other = BASE64[(BASE64.indexOf(signature[at] ?? '') + by) % 64];
        const altered = signature.slice(0, at) + other + signature.slice(at + 1);
        expect(of(key).isOf(bytes, altered)).toBe(false);
      }),
    );
  });

  it('is refused under a token of somebody else', () => {
    fc.assert(
      fc.property(body, token, token, (bytes, ours, theirs) => {
        fc.pre(ours !== theirs);
        expect(of(ours).isOf(bytes, sign(bytes, theirs))).toBe(false);
      }),
    );
  });

  it('is refused cut short, drawn out, or as any other text, and never throws', () => {
    fc.assert(
      fc.property(body, token, fc.nat(43), fc.string({ minLength: 1 }), (bytes, key, length, tail) => {
        const signature = sign(bytes, key);
        for (const header of [signature.slice(0, length), signature + tail, tail, '', undefined])
          expect(of(key).isOf(bytes, header)).toBe(false);
      }),
    );
  });

  it('is never known without a verifier token', () => {
    const bytes = Buffer.from('[]');
    expect(of().isOf(bytes, sign(bytes, ''))).toBe(false);
  });
});
