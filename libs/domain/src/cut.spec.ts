import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cut } from './cut.js';

describe('cutting', () => {
  it.each([
    ['abcdef', 3, 'abc'],
    ['abc', 3, 'abc'],
    ['abc', 10, 'abc'],
    ['ab🪵', 3, 'ab'],
    ['ab🪵', 4, 'ab🪵'],
    ['a🪵b', 3, 'a🪵'],
    ['', 3, ''],
  ])('%j at %d gives %j', (text, length, kept) => {
    expect(cut(text, length)).toBe(kept);
  });

  it('never makes half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, length) => {
        const kept = cut(text, length);
        expect(kept.length <= length && text.startsWith(kept)).toBe(true);
        expect(kept).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });
});
