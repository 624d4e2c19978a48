import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { type Listening, listen } from '../platform/listening.js';
import { snapshot } from '../platform/snapshot.js';
import { virtualClock } from '../platform/virtual-clock.js';
import { send, text } from './http/answer.js';
import { attachmentAnswer, isAttachment } from './http/attachment-answer.js';
import { CallLog } from './http/call-log.js';
import { accountIdIn, authHeaderNames } from './http/credentials.js';
import { RateLimit } from './http/rate-limit.js';
import { serveApi } from './http/serve-api.js';
import type { Tenant } from './model/tenant.js';
import { restored, type SavedState, STATE_VERSION, saved } from './saved-state.js';
import { demoCredentials, newTenant } from './seed/new-tenant.js';
import { isSideDoor, serveSideDoor } from './side-door/serve-side-door.js';
import { Postman } from './webhooks/postman.js';
import type { Cin7World } from './world.js';

export interface Cin7SandboxOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string | undefined;
  /** Opens `/_sandbox/…`, through which tests arrange and look. Nobody but tests should have it. */
  readonly sideDoor?: boolean;
  /** Folder of the state file; without it everything is forgotten at the end. */
  readonly dataDir?: string | undefined;
  readonly callsPerMinute?: number | undefined;
}

const CALLS_PER_MINUTE = 60;

/** Starts the emulator of Cin7 Core. The first start has one demo account; later ones find what was left. */
export async function startCin7Sandbox(options: Cin7SandboxOptions): Promise<Listening> {
  const { world, flush } = remember(options);
  const calls = new CallLog();
  const limit = new RateLimit();
  const listening = await listen((request, response) => {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    if (isSideDoor(url))
      return void serveSideDoor(
        { world, calls, limit, isOpen: options.sideDoor === true },
        { request, response, url },
      );
    record(world, calls, { request, response, url });
    if (isAttachment(url)) return send(response, attachmentAnswer(world, url));
    serveApi(world, limit, { request, response, url }).catch((error: unknown) => fail(response, error));
  }, options);
  return {
    port: listening.port,
    close: async () => {
      await listening.close();
      await world.postman.close();
      flush();
    },
  };
}

function remember(options: Cin7SandboxOptions): { world: Cin7World; flush: () => void } {
  const callsPerMinute = options.callsPerMinute ?? CALLS_PER_MINUTE;
  const file = options.dataDir === undefined ? undefined : path.join(options.dataDir, 'cin7.json');
  const state = snapshot<SavedState>(file, () => saved(world.tenants.values(), world.clock.offsetMs()));
  const earlier = readable(state.load());
  const memory = {
    tenants: new Map<string, Tenant>(),
    clock: virtualClock(earlier?.clockOffsetMs),
    changed: state.changed,
  };
  const world: Cin7World = {
    ...memory,
    callsPerMinute,
    postman: new Postman(memory),
    reset: () => {
      world.tenants.clear();
      world.tenants.set(demoCredentials.accountId, demoTenant(callsPerMinute));
      state.changed();
    },
  };
  if (earlier === undefined) world.reset();
  else for (const tenant of earlier.tenants) world.tenants.set(tenant.accountId, restored(tenant));
  world.postman.wake();
  return { world, flush: state.flush };
}

function readable(earlier: SavedState | undefined): SavedState | undefined {
  if (earlier === undefined || earlier.version === STATE_VERSION) return earlier;
  process.stderr.write('cin7 sandbox: the state file is of another version; beginning anew.\n');
  return undefined;
}

function demoTenant(callsPerMinute: number) {
  const { accountId, applicationKey } = demoCredentials;
  const template = { company: 'demo', accountCodes: 'linked' } as const;
  return newTenant({ accountId, applicationKeys: [applicationKey], template, callsPerMinute });
}

function record(
  world: Cin7World,
  calls: CallLog,
  { request, response, url }: { request: IncomingMessage; response: ServerResponse; url: URL },
): void {
  const at = world.clock.now();
  const begun = performance.now();
  response.once('close', () => {
    calls.add({
      at: at.toISOString(),
      accountId: accountIdIn(request.headers),
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      authHeaders: authHeaderNames(request.headers),
      status: response.statusCode,
      durationMs: Math.round(performance.now() - begun),
    });
  });
}

function fail(response: ServerResponse, error: unknown): void {
  process.stderr.write(`cin7 sandbox: ${error instanceof Error ? error.stack : String(error)}\n`);
  if (!response.headersSent) send(response, text('Internal error of the sandbox.', 500));
}
