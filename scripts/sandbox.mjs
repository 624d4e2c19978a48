/**
 * Both emulators alone, for development and for trying out calls.
 *
 *     npm run sandbox
 */
import { build } from './build.mjs';
import { sandboxApp } from './demo-environment.mjs';
import { isFree } from './free-port.mjs';
import { install } from './install.mjs';
import { Problem } from './problem.mjs';
import { startSandbox } from './services.mjs';
import { supervise } from './supervise.mjs';

const ports = { CIN7_SANDBOX_PORT: '4010', QUICKBOOKS_SANDBOX_PORT: '4020' };

await supervise(async (run) => {
  await install(run);
  await build(run);
  const env = { SANDBOX_SIDE_DOOR: '1', ...ports, ...process.env };
  for (const name of /** @type {(keyof typeof ports)[]} */ (Object.keys(ports))) {
    if (!(await isFree(Number(env[name]))))
      throw new Problem(`Port ${env[name]} is taken. Choose another: ${name}=${Number(env[name]) + 1}`);
  }
  const sandbox = await startSandbox(run, env);
  run.say('The sandboxes are ready. Ctrl-C stops them.');
  console.log(`
  Cin7        ${sandbox.cin7}/ExternalApi/v2
    api-auth-accountid       11111111-1111-4111-8111-111111111111
    api-auth-applicationkey  22222222-2222-4222-8222-222222222222
  QuickBooks  ${sandbox.quickBooks}
    client                   ${sandboxApp.QUICKBOOKS_CLIENT_ID} / ${sandboxApp.QUICKBOOKS_CLIENT_SECRET}
    realm                    9130350000000001
    refresh token            sandbox-refresh-token-0001
`);
  return await new Promise(() => undefined);
});
