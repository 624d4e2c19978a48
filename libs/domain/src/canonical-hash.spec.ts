import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, fingerprint, shortHash } from './canonical-hash.js';

describe('canonical text', () => {
  it('has its members in one order, at every depth', () => {
    expect(canonicalJson({ b: 1, a: { d: [{ y: null, x: 'ä' }], c: true } })).toBe(
      '{"a":{"c":true,"d":[{"x":"ä","y":null}]},"b":1}',
    );
  });

  it.each([
    ['members without a value are not there', { a: 1, b: undefined }, { a: 1 }],
    ['a number is a number however it was written', JSON.parse('[1.0, 1e2]'), [1, 100]],
    ['the order of members does not count', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ])('%s', (_why, left, right) => {
    expect(fingerprint(left)).toBe(fingerprint(right));
  });

  it.each([
    ['the order of a list', [1, 2], [2, 1]],
    ['null and nothing', { a: null }, {}],
    ['text and number', { a: '1' }, { a: 1 }],
    ['a list and its only element', [1], 1],
    ['a member and its text', { a: 1 }, '{"a":1}'],
  ])('tells apart: %s', (_why, left, right) => {
    expect(fingerprint(left)).not.toBe(fingerprint(right));
  });

  it('means the same as the JSON that it came from', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      }),
    );
  });
});

describe('a short hash', () => {
  it('is 52 letters and digits that are hard to mistake', () => {
    expect(shortHash(['a'])).toMatch(/^[a-z2-7]{52}$/);
  });

  it('keeps the borders of its parts', () => {
    expect(shortHash(['ab', 'c'])).not.toBe(shortHash(['a', 'bc']));
    expect(shortHash(['a,b'])).not.toBe(shortHash(['a', 'b']));
    expect(shortHash([])).not.toBe(shortHash(['']));
  });

  it('is SHA-256 in base 32', () => {
    // printf '["a"]' | sha256sum | cut -c1-64 | xxd -r -p | base32
    expect(shortHash(['a'])).toBe('b223rvxydpdhpwukbblhzrh2tidkk7u6zdnil3ltu73coj4zmaba');
  });
});
