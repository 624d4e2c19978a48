import { describe, expect, it } from '@jest/globals';
import { DataKeyCache } from './data-key-cache.js';

describe('the cache of data keys', () => {
  it('is bounded: it lets go of the key not used for longest, and wipes it', () => {
    const cache = new DataKeyCache();
    const keys = Array.from({ length: 257 }, (_, index) => ({
      id: String(index),
      bytes: Buffer.alloc(32, 7),
    }));
    for (const key of keys.slice(0, 256)) cache.put(key.id, key);
    expect(cache.get('0')).toBe(keys[0]);
    for (const key of keys.slice(256)) cache.put(key.id, key);
    expect(cache.get('0')).toBe(keys[0]);
    expect(cache.get('1')).toBeNull();
    expect(keys[1]?.bytes).toEqual(Buffer.alloc(32));
  });
});
