/**
 * Runs one service in this process, as in production: configured by the environment, ended by SIGTERM.
 *
 *     npm run start:prod -- poller
 */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inRoot } from './paths.mjs';
import { serviceNames } from './services.mjs';
import { watchNpm } from './watch-npm.mjs';

const [name = ''] = process.argv.slice(2);
const programs = new Map([
  ...serviceNames.map(
    (each) => /** @type {const} */ ([each, inRoot('dist', 'apps', each, 'src', 'main.js')]),
  ),
  ['migrate', inRoot('dist', 'libs', 'persistence', 'src', 'migrate.js')],
  ['restored', inRoot('dist', 'libs', 'persistence', 'src', 'restored.js')],
  ['audit-verify', inRoot('dist', 'libs', 'persistence', 'src', 'audit-verify.js')],
]);

const program = programs.get(name);
if (program === undefined) {
  console.error(
    `Say which service to run: ${[...programs.keys()].join(', ')}. For example: npm run start:prod -- poller`,
  );
  process.exitCode = 2;
} else if (!existsSync(program)) {
  console.error(`${name} is not built: run npm run build first.`);
  process.exitCode = 1;
} else {
  watchNpm(() => process.kill(process.pid, 'SIGTERM'));
  process.argv[1] = program;
  await import(pathToFileURL(program).href);
}
