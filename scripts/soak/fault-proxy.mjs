import { readFileSync } from 'node:fs';
import { transformSync } from '@swc/core';
import { inRoot } from '../paths.mjs';

/** @typedef {import('../../test/faults/fault-proxy.js').FaultProxy} FaultProxy */

const source = inRoot('test', 'faults', 'fault-proxy.ts');

/** The proxy of the fault tests. It is TypeScript that needs nothing but Node, so its types are taken off here. */
const { code } = transformSync(readFileSync(source, 'utf8'), {
  swcrc: false,
  configFile: false,
  filename: source,
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'es6' },
});

/** @type {typeof import('../../test/faults/fault-proxy.js')} */
export const { FaultProxy } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
