import { describe, expect, it } from '@jest/globals';
import { whyUnfit, whyUnsafe } from './redis-settings.js';

describe('the settings of Redis', () => {
  it.each(['allkeys-lru', 'volatile-lru', 'allkeys-random', 'volatile-ttl'])(
    'R5 are unfit with %s',
    (policy) => {
      expect(whyUnfit(`maxmemory:0\r\nmaxmemory_policy:${policy}\r\n`)).toContain(
        `maxmemory-policy is ${policy}`,
      );
    },
  );

  it('R5 are fit with noeviction, and where a hosted Redis does not say', () => {
    expect(whyUnfit('maxmemory_policy:noeviction\r\n')).toBeNull();
    expect(whyUnfit('maxmemory:0\r\n')).toBeNull();
  });

  it('are warned of without an append-only file', () => {
    expect(whyUnsafe('aof_enabled:0\r\n')).toContain('append-only');
    expect(whyUnsafe('aof_enabled:1\r\n')).toBeNull();
  });
});
