import { expect, it } from '@jest/globals';
import { outOfStep } from '../../scripts/installed.mjs';

const wanted = {
  packages: {
    '': { version: '9.9.9' },
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/a-darwin': { version: '1.0.0', integrity: 'y', optional: true },
  },
};

it.each([
  [
    'nothing when other platforms’ packages are missing',
    { 'node_modules/a': { version: '1.0.0', integrity: 'x' } },
    [],
  ],
  ['a package that is missing', {}, ['node_modules/a']],
  [
    'a package of another version',
    { 'node_modules/a': { version: '1.0.1', integrity: 'x' } },
    ['node_modules/a'],
  ],
  [
    'a package of other content',
    { 'node_modules/a': { version: '1.0.0', integrity: 'z' } },
    ['node_modules/a'],
  ],
])('finds %s', (_what, packages, expected) => {
  expect(outOfStep(wanted, { packages })).toEqual(expected);
});
