import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Keyring } from './keyring.js';

function aKey(): string {
  return randomBytes(32).toString('base64');
}

function messageOf(text: string): string {
  try {
    Keyring.parse(text);
  } catch (error) {
    return String(error);
  }
  return '';
}

describe('a keyring', () => {
  it('wraps with its first key and knows the others', () => {
    const keyring = Keyring.parse(`new:${aKey()}, old:${aKey()}`);
    expect(keyring.current.id).toBe('new');
    expect(keyring.key('old').bytes).toHaveLength(32);
  });

  it('takes both alphabets of base64', () => {
    const bytes = Buffer.concat([Buffer.from([0xfb, 0xff, 0xfe]), randomBytes(29)]);
    const keys = ['base64', 'base64url'] as const;
    expect(keys.map((form) => Keyring.parse(`a:${bytes.toString(form)}`).current.bytes)).toEqual([
      bytes,
      bytes,
    ]);
  });

  it('names every problem at once', () => {
    const twin = aKey();
    const message = messageOf(`short:YWJj,${aKey()},a:${aKey()},a:${aKey()},b:${twin},c:${twin}`);
    expect(message).toContain("key 'short' has 3 bytes instead of 32");
    expect(message).toContain('entry 2 is not of the form id:base64');
    expect(message).toContain("the id 'a' occurs twice");
    expect(message).toContain("keys 'b' and 'c' are the same");
    expect(message).toContain('openssl rand -base64 32');
  });

  it.each([
    ['without an id', (key: string) => key],
    ['with a bad id', (key: string) => `a.b:${key}`],
    ['cut', (key: string) => `a:${key.slice(0, 30)}`],
    ['with the order swapped', (key: string) => `${key}:a`],
  ])('T7: never repeats key bytes, not even of an entry %s', (_how, entry) => {
    const key = aKey();
    const message = messageOf(entry(key));
    expect(message).not.toBe('');
    expect(message).not.toContain(key.slice(0, 8));
  });

  it('refuses an empty text', () => {
    expect(messageOf('')).toContain('entry 1');
  });

  it('names the id of a key that it lacks, those it has, and the remedy', () => {
    expect(() => Keyring.parse(`new:${aKey()}`).key('old')).toThrow(/'old'.*\(new\).*Put the key 'old' back/);
  });
});
