import { describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/vault';
import { ApiToken } from './api-token.js';
import { credentialsIn } from './credentials.js';

describe('offered credentials', () => {
  it.each([
    ['Bearer abc', { scheme: 'bearer', token: 'abc' }],
    ['bearer  abc ', { scheme: 'bearer', token: 'abc' }],
    [`Basic ${btoa('me:pass:word')}`, { scheme: 'basic', token: 'pass:word' }],
    [`Basic ${btoa('nothing')}`, { scheme: 'basic', token: '' }],
  ])('are read from %s', (header, expected) => {
    expect(credentialsIn(header)).toEqual(expected);
  });

  it.each([undefined, '', 'Bearer', 'Bearer a b', 'Digest abc', 'abc'])('are none in %s', (header) => {
    expect(credentialsIn(header)).toBeNull();
  });
});

describe('the API token', () => {
  const token = new ApiToken(new Secret('0123456789abcdef'));

  it('matches itself', () => {
    expect(token.matches('0123456789abcdef')).toBe(true);
  });

  it.each(['', '0123456789abcde', '0123456789abcdef0', '0123456789abcdeg'])('does not match %s', (other) => {
    expect(token.matches(other)).toBe(false);
  });

  it('T7 is not in its own text', () => {
    expect(JSON.stringify(token)).not.toContain('0123');
  });
});
