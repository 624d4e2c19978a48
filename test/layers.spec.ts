import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

/**
 * Who may import whom. A new arrow is a decision first and a line here second.
 * Provider libraries pass on the failure that they throw, so that no app needs the network's own library.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'libs/domain': [],
  'libs/http': [],
  'libs/vault': [],
  'libs/platform': [],
  'libs/cin7': ['domain', 'http'],
  'libs/quickbooks': ['domain', 'http'],
  'libs/persistence': ['domain', 'vault'],
  'libs/queues': ['domain', 'http'],
  'libs/testing': ['domain', 'persistence', 'queues', 'vault'],
  'apps/poller': ['cin7', 'quickbooks', 'domain', 'persistence', 'queues', 'vault', 'platform'],
  'apps/mapper': ['cin7', 'quickbooks', 'domain', 'persistence', 'queues', 'platform'],
  'apps/writer': ['cin7', 'quickbooks', 'domain', 'persistence', 'queues', 'vault', 'platform'],
  'apps/webhooks': ['persistence', 'queues', 'vault', 'platform'],
  'apps/console': ['cin7', 'quickbooks', 'domain', 'persistence', 'queues', 'vault', 'platform'],
  // It must not share a mistake with what it tests.
  'apps/sandbox': [],
};

/** The accounting core knows no framework, no network, no clock and no package. */
const PURE = 'libs/domain';
const PURE_MAY_IMPORT = ['node:crypto'];

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g;
const RE_EXPORTS = /^(?:export (?:type )?(?:\*(?: as \w+)?|\{[^}]*\}) from '[^']+';\s*)+$/;

/** Everything in one file that crosses a border it may not cross. `file` is relative to the repository. */
function violationsOf(file: string, text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const found = [...code.matchAll(IMPORT)].flatMap(([, specifier = '']) => {
    const why = reasonAgainst(file, specifier);
    return why ? [violation(file, `imports ${specifier}`, why)] : [];
  });
  if (path.basename(file) === 'index.ts' && !RE_EXPORTS.test(code.trim()))
    found.push(violation(file, 'holds code of its own', 'index.ts only re-exports'));
  return found;
}

function violation(file: string, what: string, why: string): string {
  return `LAYER VIOLATION: ${file} ${what}: ${why}. Read docs/architecture.md.`;
}

function reasonAgainst(file: string, specifier: string): string | null {
  const room = file.split('/').slice(0, 2).join('/');
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    return target.startsWith(`${room}/`) ? null : `a relative import may not leave ${room}`;
  }
  if (specifier.startsWith('#')) return reasonAgainstRoom(file, room, specifier);
  if (/^(?:apps|libs|test|bench)\//.test(specifier)) return 'other rooms are imported by #libs/name';
  if (room === PURE && !isTest(file) && !PURE_MAY_IMPORT.includes(specifier))
    return `${PURE} imports no package`;
  return null;
}

function reasonAgainstRoom(file: string, room: string, specifier: string): string | null {
  const name = /^#libs\/([a-z0-9-]+)$/.exec(specifier)?.[1];
  if (!name) return 'other rooms are imported by #libs/name';
  const allowed = mayImport[room];
  if (!allowed) return `${room} is not in the table of rooms`;
  if (allowed.includes(name)) return null;
  if (name === 'testing' && isTest(file) && room !== 'apps/sandbox') return null;
  return name === 'testing'
    ? 'libs/testing is for tests'
    : `${room} may import ${allowed.join(', ') || 'no room of ours'}`;
}

/** Specs, and what lies in a room's own test folder. */
function isTest(file: string): boolean {
  return /(?:\.|-)spec\.ts$/.test(file) || /^(?:apps|libs)\/[^/]+\/test\//.test(file);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.posix.join(entry.parentPath, entry.name));
}

describe('the rooms', () => {
  const files = ['apps', 'libs'].flatMap(filesUnder);

  it('are all in the table', () => {
    const rooms = new Set(files.map((file) => file.split('/').slice(0, 2).join('/')));
    expect([...rooms].filter((room) => !(room in mayImport))).toEqual([]);
  });

  it('import only whom they may', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap((file) => violationsOf(file, readFileSync(file, 'utf8')))).toEqual([]);
  });
});

describe('a violation is seen', () => {
  it.each([
    ['libs/domain/src/bill.ts', "import { z } from 'zod';"],
    ['libs/domain/src/bill.ts', "import { readFileSync } from 'node:fs';"],
    ['libs/domain/src/bill.ts', "import { RemoteError } from '#libs/http';"],
    ['libs/cin7/src/listed.ts', "import type { Draft } from '#libs/quickbooks';"],
    ['libs/cin7/src/listed.ts', "import { aLine } from '#libs/testing';"],
    ['libs/persistence/src/sql.ts', "import '#libs/queues';"],
    ['libs/queues/src/contract.ts', "export * from '#libs/persistence';"],
    ['apps/mapper/src/main.ts', "import { Vault } from '#libs/vault';"],
    ['apps/writer/src/main.ts', "import { RemoteError } from '#libs/http';"],
    ['apps/webhooks/src/main.ts', "const { x } = await import('#libs/domain');"],
    ['apps/poller/src/main.ts', "import { x } from '../../mapper/src/x.js';"],
    ['apps/poller/src/main.ts', "import { x } from '../../../libs/domain/src/decimal.js';"],
    ['apps/poller/src/main.ts', "import { x } from '#libs/domain/decimal';"],
    ['apps/poller/src/main.ts', "import { x } from 'libs/domain/src/decimal.js';"],
    ['apps/poller/src/main.ts', "import {\n  x,\n  y,\n} from '#libs/testing';"],
    ['apps/sandbox/src/main.ts', "import { decimal } from '#libs/domain';"],
    ['apps/sandbox/src/main.spec.ts', "import { aLine } from '#libs/testing';"],
    ['apps/another/src/main.ts', "import { decimal } from '#libs/domain';"],
    ['libs/domain/src/index.ts', "export * from './bill.js';\nexport const x = 1;"],
    ['libs/domain/src/index.ts', "import './bill.js';"],
  ])('in %s: %s', (file, text) => {
    const [found] = violationsOf(file, text);
    expect(found).toMatch(/^LAYER VIOLATION: .* Read docs\/architecture\.md\.$/);
    expect(found).toContain(file);
  });

  it.each([
    ['libs/domain/src/hash.ts', "import { createHash } from 'node:crypto';\nimport { x } from './x.js';"],
    ['libs/domain/src/bill.spec.ts', "import fc from 'fast-check';\nimport { aLine } from '#libs/testing';"],
    ['libs/cin7/src/listed.ts', "import { z } from 'zod';\nimport { format } from '#libs/domain';"],
    ['apps/console/test/seed.ts', "import { x } from '../src/x.js';\nimport { y } from '#libs/testing';"],
    ['apps/writer/src/main.ts', "// as import { x } from '#libs/http' would be\n/* from '#libs/http' */"],
    ['libs/domain/src/index.ts', "export * from './bill.js';\nexport {\n  a,\n  type B,\n} from './b.js';\n"],
  ])('but none in %s: %s', (file, text) => {
    expect(violationsOf(file, text)).toEqual([]);
  });
});
