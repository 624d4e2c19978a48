import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isOneOf, secretIn } from './shared-secret.js';

const make = () => randomBytes(32).toString('base64url');
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

describe('W1 the secret of a pipeline', () => {
  const secret = make();

  it.each([
    ['as a bearer token', { authorization: `Bearer ${secret}` }],
    ['in a header of its own', { 'x-webhook-secret': secret }],
  ])('is shown %s', (_how, headers) => {
    expect(secretIn(headers)).toBe(secret);
  });

  it.each([
    ['nothing', {}],
    ['another scheme', { authorization: `Basic ${secret}` }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['a short one', { authorization: `Bearer ${secret.slice(1)}` }],
    ['a long one', { authorization: `Bearer ${secret}x` }],
    ['two', { 'x-webhook-secret': [secret, secret] as unknown as string }],
  ])('is not in %s', (_what, headers) => {
    expect(secretIn(headers)).toBeNull();
  });

  it('is one of those that are known, and no other is', () => {
    const before = make();
    expect(isOneOf(secret, [hashOf(before), hashOf(secret)])).toBe(true);
    expect(isOneOf(before, [hashOf(before), hashOf(secret)])).toBe(true);
    expect(isOneOf(make(), [hashOf(before), hashOf(secret)])).toBe(false);
    expect(isOneOf(secret, [])).toBe(false);
    expect(isOneOf(secret, ['', 'zz'])).toBe(false);
  });
});
