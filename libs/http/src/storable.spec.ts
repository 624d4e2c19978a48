import { describe, expect, it } from '@jest/globals';
import { storable } from './storable.js';

describe('an answer that is kept', () => {
  it.each([
    ['NUL', String.raw`{"a":"x\u0000y"}`, { a: 'xy' }],
    ['the first half of a character', String.raw`{"a":"x\uD83Dy"}`, { a: 'x\ufffdy' }],
    ['the second half of a character', String.raw`{"a":"x\ude00"}`, { a: 'x\ufffd' }],
  ])('G10 loses %s, which no database takes', (_what, json, parsed) => {
    expect(JSON.parse(storable(json))).toEqual(parsed);
  });

  it.each([
    ['whole characters', String.raw`{"a":"\ud83d\ude00 \u00e9 é 😀"}`],
    ['a backslash before what only looks like an escape', String.raw`{"a":"C:\\u0000\\ud83d"}`],
    ['whatever is not JSON', '<html>'],
  ])('keeps %s word for word', (_what, json) => {
    expect(storable(json)).toBe(json);
  });
});
