import { expect, it } from '@jest/globals';
import { lockfileProblems } from '../../scripts/lockfile-check.mjs';

const integrity = 'sha512-x';

function aLockfile(changes: Record<string, object> = {}) {
  return {
    packages: {
      '': { optionalDependencies: { 'pg-linux': '1.0.0' } },
      'node_modules/pg-linux': { integrity, optional: true },
      'node_modules/tool': { integrity, optionalDependencies: { 'tool-linux': '1', 'tool-darwin': '1' } },
      'node_modules/tool-linux': { integrity, optional: true },
      'node_modules/tool/node_modules/tool-darwin': { integrity, optional: true },
      ...changes,
    },
  };
}

it('finds nothing wrong with a complete lockfile, wherever npm has put the packages', () => {
  expect(lockfileProblems(aLockfile())).toEqual([]);
});

it.each([
  [
    'a package for another platform that is not locked',
    { 'node_modules/tool': { integrity, optionalDependencies: { 'tool-arm': '1' } } },
    'node_modules/tool names the optional package tool-arm, which is not locked.',
  ],
  [
    'one of our own that is not locked',
    { '': { optionalDependencies: { 'pg-darwin': '1' } } },
    'package.json names the optional package pg-darwin, which is not locked.',
  ],
  ['a package without a checksum', { 'node_modules/bare': {} }, 'node_modules/bare has no integrity.'],
  [
    'a package fetched without encryption',
    { 'node_modules/plain': { integrity, resolved: 'http://packages.example/plain.tgz' } },
    'node_modules/plain comes from http://packages.example, which is not https.',
  ],
  [
    'packages from two places',
    {
      'node_modules/one': { integrity, resolved: 'https://a.example/one.tgz' },
      'node_modules/two': { integrity, resolved: 'https://b.example/two.tgz' },
    },
    'Packages come from several places: https://a.example, https://b.example.',
  ],
])('names %s', (_what, changes, problem) => {
  expect(lockfileProblems(aLockfile(changes))).toEqual([problem]);
});
