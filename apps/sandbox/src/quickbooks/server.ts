import path from 'node:path';
import { type Listening, listen } from '../platform/listening.js';
import { snapshot } from '../platform/snapshot.js';
import { handlerOf } from './handler.js';
import { restoreWorld, type SavedWorld, worldToSave } from './state-file.js';
import { emptyWorld, furnish, type Limits, type World } from './world.js';

export interface QuickBooksSandboxOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string | undefined;
  /** Where the state is kept between starts; without it everything ends with the process. */
  readonly dataDir?: string | undefined;
  /** Opens `/_sandbox`. */
  readonly sideDoor?: boolean;
  readonly callsPerMinute?: number;
  readonly callsPerSecond?: number;
}

/**
 * Starts an emulator of the QuickBooks Online Accounting API v3 and of Intuit's OAuth 2.0. One port stands for four
 * hosts, by path:
 *
 * - `/connect/oauth2` is appcenter.intuit.com (consent in the browser)
 * - `/oauth2/v1/tokens/bearer` is oauth.platform.intuit.com (tokens)
 * - `/v2/oauth2/tokens/revoke` and `/.well-known/openid_configuration` are developer.api.intuit.com
 * - `/v3/company/{realmId}/…` is quickbooks.api.intuit.com (the accounting API)
 */
export async function startQuickBooksSandbox(options: QuickBooksSandboxOptions): Promise<Listening> {
  const limits: Limits = {
    perMinute: options.callsPerMinute ?? numberFrom('QUICKBOOKS_SANDBOX_CALLS_PER_MINUTE', 500),
    perSecond: options.callsPerSecond ?? numberFrom('QUICKBOOKS_SANDBOX_CALLS_PER_SECOND', 10),
  };
  const file = options.dataDir === undefined ? undefined : path.join(options.dataDir, 'quickbooks.json');
  let world = emptyWorld(limits);
  const state = snapshot<SavedWorld>(file, () => worldToSave(world));
  world = firstWorld(limits, state.load());
  const sideDoor = options.sideDoor ?? process.env.SANDBOX_SIDE_DOOR === '1';
  const handler = handlerOf({
    sideDoor,
    world: () => world,
    reset: () => {
      world = firstWorld(limits, undefined);
    },
    changed: () => state.changed(),
  });
  const listening = await listen(handler, options);
  return {
    port: listening.port,
    close: async () => {
      await listening.close();
      state.flush();
    },
  };
}

function firstWorld(limits: Limits, saved: SavedWorld | undefined): World {
  const world = emptyWorld(limits, saved?.offsetMs ?? 0);
  if (saved === undefined) furnish(world);
  else restoreWorld(world, saved);
  return world;
}

function numberFrom(variable: string, usual: number): number {
  const text = process.env[variable];
  if (text === undefined || text === '') return usual;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0)
    throw new Error(`${variable} must be a whole number, 0 for no limit.`);
  return number;
}
