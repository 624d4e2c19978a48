/**
 * Lets others judge the emulators: recordings, where they lie beside this folder, and public clients, whose table is
 * printed and written into the documentation.
 *
 *     npm run judges
 */
import { readFileSync } from 'node:fs';
import { install } from './install.mjs';
import { jest } from './jest.mjs';
import { inRoot } from './paths.mjs';
import { supervise } from './supervise.mjs';

await supervise(async (run) => {
  await install(run);
  const exitCode = await jest(run, {
    args: ['--verbose', 'test/conformance', 'test/judges'],
    env: { WRITE_TABLES: '1' },
  });
  const document = readFileSync(inRoot('docs', 'sandbox.md'), 'utf8');
  console.log(/<!-- clients -->([\s\S]*?)<!-- \/clients -->/.exec(document)?.[1] ?? '');
  return exitCode;
});
