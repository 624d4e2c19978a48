/**
 * The whole of Billbridge on this machine, with both providers emulated and servers of its own:
 *
 *     npm start              leaves the console at http://localhost:3000
 *     npm start -- --once    runs the main job once and ends; exit code 0 if both sides tie out
 */
import { build } from './build.mjs';
import { runDemo } from './demo.mjs';
import { demoSecrets, sandboxEnvironment, serviceEnvironment } from './demo-environment.mjs';
import { freePort, isFree } from './free-port.mjs';
import { install } from './install.mjs';
import { inRoot } from './paths.mjs';
import { Problem } from './problem.mjs';
import { stopLeftovers } from './process-record.mjs';
import { findServers } from './servers.mjs';
import { startSandbox, startServices } from './services.mjs';
import { lockDemo } from './start-lock.mjs';
import { supervise } from './supervise.mjs';

/** @typedef {import('./supervise.mjs').Run} Run */

await supervise(async (run) => {
  const once = onlyOnce(process.argv.slice(2));
  const lock = lockDemo('start');
  run.atEnd(lock.release);
  const stopped = await stopLeftovers(run.dataDir);
  if (stopped.length > 0) run.say(`Stopped what process ${stopped.join(', ')} had left running.`);
  const consolePort = await choosePort(once);
  await install(run);
  await build(run);

  const { secrets, sandbox, webhooksUrl } = await startAll(run, consolePort);
  const consoleUrl = `http://localhost:${consolePort}`;
  const exitCode = await runDemo({
    consoleUrl,
    apiToken: secrets.API_TOKEN,
    cin7SandboxUrl: sandbox.cin7,
    quickBooksSandboxUrl: sandbox.quickBooks,
    webhooksUrl,
    verifierToken: secrets.QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS,
    once,
    say: run.say,
  });
  if (once) return exitCode;
  run.say(`The console is at ${consoleUrl}. The API token is in .data/demo.json. Ctrl-C stops everything.`);
  return await new Promise(() => undefined);
});

/** @param {Run} run @param {number} consolePort */
async function startAll(run, consolePort) {
  const secrets = demoSecrets(run.dataDir);
  const ports = {
    cin7Port: await portFrom('CIN7_SANDBOX_PORT'),
    quickBooksPort: await portFrom('QUICKBOOKS_SANDBOX_PORT'),
  };
  const [servers, sandbox] = await Promise.all([
    findServers(run, { dataDir: run.dataDir }),
    startSandbox(run, sandboxEnvironment({ ...ports, dataDir: run.dataDir })),
  ]);
  run.say(`The sandboxes are ready: Cin7 at ${sandbox.cin7}, QuickBooks at ${sandbox.quickBooks}.`);
  const webhooksPort = await freePort();
  const webhooksUrl = `http://localhost:${webhooksPort}`;
  const publicUrl = `http://localhost:${consolePort}`;
  const env = serviceEnvironment({ servers, sandbox, publicUrl, webhooksUrl, secrets });
  await run.processes.complete({
    name: 'migrate',
    command: process.execPath,
    args: [inRoot('dist', 'libs', 'persistence', 'src', 'migrate.js')],
    env: { ...env, MIGRATION_DATABASE_URL: servers.ownerDatabaseUrl },
  });
  run.say('The database has the current schema.');
  await startServices(run, { env, consolePort, webhooksPort });
  return { secrets, sandbox, webhooksUrl };
}

/** @param {string[]} args */
function onlyOnce(args) {
  const unknown = args.find((arg) => arg !== '--once');
  if (unknown !== undefined)
    throw new Problem(`npm start does not know ${unknown}; it knows --once.`, { exitCode: 2 });
  return args.includes('--once');
}

/** The console's place is fixed, so that it can be bookmarked; a single run asks for none. @param {boolean} once */
async function choosePort(once) {
  if (once) return await freePort();
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Problem(`PORT is ${process.env.PORT}, which is no port.`);
  if (await isFree(port)) return port;
  const remedy = `PORT=${port + 1} npm start`;
  throw new Problem(`Port ${port}, where the console should be, is taken. Choose another: ${remedy}`);
}

/** @param {string} variable */
async function portFrom(variable) {
  return Number(process.env[variable]) || (await freePort());
}
