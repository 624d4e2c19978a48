import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Secret } from './secret.js';
import { Vault } from './vault.js';
import { VaultError } from './vault-error.js';

const oldKey = `old:${randomBytes(32).toString('base64')}`;
const newKey = `new:${randomBytes(32).toString('base64')}`;
const vault = Vault.fromKeyring(oldKey, 'test');
const place = { connectionId: 'c1', field: 'refreshToken' };
const wrapped = vault.newDataKey('c1');
const anyText = fc.string({ unit: 'binary' });

/** Changes one bit of one of the three encoded parts of a box, or one character of its text. */
function flip(box: string, position: number): string {
  const parts = box.split('.');
  const texts = parts.slice(2).map((text) => Buffer.from(text, 'base64url'));
  const bits = texts.flatMap((bytes, part) =>
    Array.from({ length: bytes.length * 8 }, (_, bit) => ({ part, bit })),
  );
  const { part, bit } = bits[position % bits.length] ?? { part: 0, bit: 0 };
  const bytes = texts[part] ?? Buffer.alloc(0);
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return [...parts.slice(0, 2), ...texts.map((text) => text.toString('base64url'))].join('.');
}

describe('a sealed secret', () => {
  it('opens to what it was, for any text', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (text, connectionId, field) => {
        const key = vault.newDataKey(connectionId);
        const sealed = vault.seal(new Secret(text), key, { connectionId, field });
        expect(sealed).toMatch(/^v1\.[\w-]{12}\.[\w-]{16}\.[\w-]{22}\.[\w-]*$/);
        expect(vault.open(sealed, key, { connectionId, field }).reveal()).toBe(text);
      }),
    );
  });

  it('never looks the same twice', () => {
    const seal = () => vault.seal(new Secret('hush'), wrapped, place);
    expect(seal()).not.toBe(seal());
  });

  it('T5: does not open when any bit is flipped', () => {
    const sealed = vault.seal(new Secret('hush-4711'), wrapped, place);
    fc.assert(
      fc.property(fc.nat({ max: 8 * (12 + 16 + 9) - 1 }), (position) => {
        expect(() => vault.open(flip(sealed, position), wrapped, place)).toThrow(VaultError);
      }),
    );
  });

  it('T5: does not open when any character is another', () => {
    const sealed = vault.seal(new Secret('hush-4711'), wrapped, place);
    const anyCharacter = fc.constantFrom(...'ABCZabcz019-_.=+/ ');
    fc.assert(
      fc.property(fc.nat({ max: sealed.length - 1 }), anyCharacter, (index, character) => {
        fc.pre(sealed[index] !== character);
        const changed = sealed.slice(0, index) + character + sealed.slice(index + 1);
        expect(() => vault.open(changed, wrapped, place)).toThrow(VaultError);
      }),
    );
  });

  it('T5: opens only in its place', () => {
    const sealed = vault.seal(new Secret('hush'), wrapped, place);
    fc.assert(
      fc.property(anyText, anyText, (connectionId, field) => {
        fc.pre(connectionId !== place.connectionId || field !== place.field);
        expect(() => vault.open(sealed, wrapped, { connectionId, field })).toThrow(VaultError);
        expect(() => vault.open(sealed, vault.newDataKey(connectionId), { connectionId, field })).toThrow(
          VaultError,
        );
      }),
    );
  });

  it('T5: tells ab + c from a + bc', () => {
    const sealed = vault.seal(new Secret('hush'), wrapped, { connectionId: 'c1', field: '","x' });
    expect(() => vault.open(sealed, wrapped, { connectionId: 'c1","', field: 'x' })).toThrow(VaultError);
  });

  it('T5: does not open in another environment that has the same keys', () => {
    const sealed = vault.seal(new Secret('hush'), wrapped, place);
    expect(() => Vault.fromKeyring(oldKey, 'production').open(sealed, wrapped, place)).toThrow(
      /BILLBRIDGE_ENVIRONMENT/,
    );
  });

  it.each([4, 8, 12, 15])('does not open with a tag cut to %i bytes', (length) => {
    const [version, id, iv, tag = '', text] = vault.seal(new Secret('hush'), wrapped, place).split('.');
    const short = Buffer.from(tag, 'base64url').subarray(0, length).toString('base64url');
    expect(() => vault.open([version, id, iv, short, text].join('.'), wrapped, place)).toThrow(
      /not a sealed value/,
    );
  });

  it('names both data keys when it was sealed with another', () => {
    const sealed = vault.seal(new Secret('hush'), wrapped, place);
    expect(() => vault.open(sealed, vault.newDataKey('c1'), place)).toThrow(
      /sealed with the data key '.+', not with/,
    );
  });

  it.each(['', 'hush', 'v2.a.b.c.d', 'v1.a.b.c', 'v1.....'])(
    'refuses %j as not sealed, without repeating it',
    (text) => {
      expect(() => vault.open(text, wrapped, place)).toThrow(
        'The refreshToken of connection c1 is not a sealed value',
      );
    },
  );

  it('is no longer than needed: a token of 4,096 characters fits into 6,000', () => {
    expect(vault.seal(new Secret('x'.repeat(4_096)), wrapped, place).length).toBeLessThan(6_000);
  });
});

describe('a data key', () => {
  it('belongs to one connection, also when it was just used', () => {
    vault.seal(new Secret('warm'), wrapped, place);
    expect(() => vault.seal(new Secret('hush'), wrapped, { ...place, connectionId: 'c2' })).toThrow(
      /connection c2/,
    );
  });

  it('T5: cannot stand where a secret stands', () => {
    expect(() => vault.open(wrapped, wrapped, place)).toThrow(VaultError);
  });

  it('survives the rotation of the key that wraps it', () => {
    const sealed = vault.seal(new Secret('hush'), wrapped, place);
    const rotating = Vault.fromKeyring(`${newKey},${oldKey}`, 'test');
    expect(rotating.isCurrent(wrapped)).toBe(false);
    expect(rotating.open(sealed, wrapped, place).reveal()).toBe('hush');

    const rewrapped = rotating.rewrap(wrapped, 'c1');
    expect(rotating.isCurrent(rewrapped)).toBe(true);
    expect(Vault.fromKeyring(newKey, 'test').open(sealed, rewrapped, place).reveal()).toBe('hush');
  });

  it('wrapped with a retired key is refused, and that key is named', () => {
    expect(() => Vault.fromKeyring(newKey, 'test').rewrap(wrapped, 'c1')).toThrow(
      /'old'.*not in the keyring \(new\)/,
    );
  });

  it('does not open with other bytes under the same id, and says so', () => {
    const impostor = Vault.fromKeyring(`old:${randomBytes(32).toString('base64')}`, 'test');
    expect(() => impostor.newDataKey('c1')).not.toThrow();
    expect(() => impostor.rewrap(wrapped, 'c1')).toThrow(/that key has other bytes than before/);
  });

  it.each(['', 'nonsense'])('is never current when it is none: %j', (text) => {
    expect(vault.isCurrent(text)).toBe(false);
    expect(() => vault.rewrap(text, 'c1')).toThrow(/not a wrapped key/);
  });
});

describe('a vault', () => {
  it('wants a name of its environment', () => {
    expect(() => Vault.fromKeyring(oldKey, '')).toThrow(VaultError);
  });
});
