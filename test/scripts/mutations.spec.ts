import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cin7Mutations } from '../../scripts/mutations/cin7-mutations.mjs';
import { mutated } from '../../scripts/mutations/mutation.mjs';
import { quickBooksMutations } from '../../scripts/mutations/quickbooks-mutations.mjs';
import { seededBugs } from '../../scripts/mutations/seeded-bugs.mjs';

const mutation = { rule: 'R', file: 'f.ts', from: 'a < b', to: 'true', spec: 's', test: 't' };

describe('a mutation', () => {
  it('puts another text in the place of the rule, whatever that text means elsewhere', () => {
    expect(mutated('if (a < b) x();', { ...mutation, to: '$& $1' })).toBe('if ($& $1) x();');
  });

  it.each(['if (a > b) x();', 'a < b; a < b;'])(
    'is out of date where its place is not the only one: %s',
    (text) => {
      expect(() => mutated(text, mutation)).toThrow('The mutation "R" is out of date');
    },
  );

  it.each([...seededBugs, ...cin7Mutations, ...quickBooksMutations])('is up to date: $rule', (each) => {
    const text = readFileSync(path.resolve(each.file), 'utf8');
    expect(mutated(text, each)).not.toBe(text);
  });

  it('switches off ten rules of each emulator at least, and makes twenty mistakes of ours', () => {
    expect(Math.min(cin7Mutations.length, quickBooksMutations.length)).toBeGreaterThanOrEqual(10);
    expect(seededBugs.length).toBeGreaterThanOrEqual(20);
  });
});
