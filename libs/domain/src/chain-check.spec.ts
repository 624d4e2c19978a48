import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { brokenAnchor, brokenLink, type ChainHead, EMPTY_CHAIN, type StoredLink } from './chain-check.js';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

function aLink(changes: Partial<StoredLink> = {}): StoredLink {
  return {
    position: 1,
    eventId: '7',
    previousHash: EMPTY_CHAIN.hash,
    hash: hashOf('what was written'),
    text: 'what was written',
    ...changes,
  };
}

describe('S3 a link', () => {
  it('holds where it follows and its event is what was written', () => {
    expect(brokenLink(EMPTY_CHAIN, aLink())).toBeNull();
  });

  it.each<[string, Partial<StoredLink>, string]>([
    ['whose event says something else', { text: 'what was written later' }, 'altered'],
    ['whose hash was made to fit', { hash: hashOf('another') }, 'altered'],
    ['that follows from another', { previousHash: hashOf('another') }, 'altered'],
    ['whose event is gone', { text: null }, 'removed'],
    ['before which one is missing', { position: 2 }, 'removed'],
  ])('%s is broken', (_why, changes, fault) => {
    expect(brokenLink(EMPTY_CHAIN, aLink(changes))).toMatchObject({ fault, eventId: '7' });
  });
});

describe('S3 a chain with an anchor', () => {
  const head: ChainHead = { position: 3, hash: hashOf('third') };

  it('holds where the hash at the noted position is the noted one', () => {
    expect(brokenAnchor({ position: 2, hash: hashOf('second') }, head, hashOf('second'))).toBeNull();
  });

  it.each<[string, ChainHead, string | null, string]>([
    ['shorter than noted was cut', { position: 4, hash: hashOf('fourth') }, null, 'cut'],
    ['of other hashes was made anew', { position: 2, hash: hashOf('second') }, hashOf('2nd'), 'rewritten'],
  ])('%s', (_why, noted, hashThere, fault) => {
    expect(brokenAnchor(noted, head, hashThere)).toMatchObject({ fault });
  });
});
