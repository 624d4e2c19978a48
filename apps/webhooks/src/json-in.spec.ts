import { describe, expect, it } from '@jest/globals';
import { jsonIn } from './json-in.js';

describe('W3 the JSON in a body', () => {
  it('is what it says, brackets in texts included', () => {
    const value = { a: ['[[[[{{{{', 'a "quoted" [', '\\'], b: { c: 1 } };
    expect(jsonIn(Buffer.from(JSON.stringify(value)))).toEqual(value);
  });

  it.each([
    ['a list in a list and so on', '['.repeat(500_000)],
    ['objects in objects', '{"a":'.repeat(100_000)],
    ['whole, but deep', '['.repeat(33) + ']'.repeat(33)],
  ])('is refused without being built where it is %s', (_what, text) => {
    expect(() => jsonIn(Buffer.from(text))).toThrow('too deeply');
  });

  it.each(['', '{', 'null x', '\u0000', '{"a":1,}', "{'a':1}"])('is refused where it is none: %j', (text) => {
    expect(() => jsonIn(Buffer.from(text))).toThrow('not JSON');
  });
});
