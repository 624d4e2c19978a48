import { describe, expect, it } from '@jest/globals';
import { aPurchase } from '#libs/testing';
import { documentKeys } from './document-keys.js';

const purchase = aPurchase({ id: 'p' });
const known = (sourceKey: string) => ({
  kind: 'bill' as const,
  sourceKey,
  linked: true,
  documentNumber: null,
});

function keysOf(keys: readonly string[], knownKeys: readonly string[] = []): readonly string[] {
  const documents = keys.map((key) => ({ key }));
  const found = documentKeys(purchase, documents, knownKeys.map(known));
  return documents.map((document) => found.get(document) ?? '');
}

describe('P1 the key of an invoice', () => {
  it.each([
    ["a Simple Purchase's is the purchase's", ['p'], [], ['p']],
    ["an Advanced one's names its task", ['a', 'b'], [], ['p/a', 'p/b']],
    ['the first keeps the key of what was posted before the conversion', ['a', 'b'], ['p'], ['p', 'p/b']],
    ['one that is known already keeps its own', ['a', 'b'], ['p', 'p/a'], ['p/a', 'p']],
    ['two of one task are two', ['a', 'a', 'b', 'a'], [], ['p/a', 'p/a~2', 'p/b', 'p/a~3']],
    ['two without a task are two', ['p', 'p'], ['p'], ['p', 'p~2']],
  ])('%s', (_what, keys, knownKeys, expected) => {
    expect(keysOf(keys, knownKeys)).toEqual(expected);
  });
});
