import path from 'node:path';
import { journal } from '../platform/journal.js';
import { type Listening, listen } from '../platform/listening.js';
import { handlerOf } from './handler.js';
import { isObject, type JsonObject } from './json.js';
import { type RealmSettings, usualSettings } from './realm/settings.js';
import { restoreWorld } from './restored-world.js';
import { checkedSettings } from './side-door/settings.js';
import { courier } from './webhooks/courier.js';
import { emptyWorld, furnish, type World } from './world.js';
import { WorldJournal } from './world-journal.js';

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
  /** What companies begin with where it is not the usual. */
  readonly settings?: Partial<RealmSettings>;
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
  const settings = firstSettings(options);
  const file = options.dataDir === undefined ? undefined : path.join(options.dataDir, 'quickbooks.jsonl');
  const state = journal(file, () => saved);
  const loaded = state.load();
  let world = firstWorld(settings, loaded);
  let saved = new WorldJournal(world);
  if (loaded.size > 0) saved.takeAsSaved();
  const sideDoor = options.sideDoor ?? process.env.SANDBOX_SIDE_DOOR === '1';
  const posts = courier(
    () => world,
    () => state.changed(),
  );
  const handler = handlerOf({
    courier: posts,
    sideDoor,
    world: () => world,
    reset: () => {
      state.clear();
      world = firstWorld(settings, new Map());
      saved = new WorldJournal(world);
    },
    changed: () => {
      if (file !== undefined) saved.note();
      state.changed();
    },
  });
  const listening = await listen(handler, options);
  return {
    port: listening.port,
    close: async () => {
      await posts.stop();
      await listening.close();
      state.flush();
    },
  };
}

function firstWorld(settings: RealmSettings, saved: ReadonlyMap<string, unknown>): World {
  const world = emptyWorld(settings);
  if (saved.size === 0) furnish(world);
  else restoreWorld(world, saved);
  return world;
}

function firstSettings(options: QuickBooksSandboxOptions): RealmSettings {
  const usual = usualSettings();
  return {
    ...usual,
    ...checkedSettings({ ...usual }, settingsFromEnvironment()),
    callsPerMinute:
      options.callsPerMinute ?? numberFrom('QUICKBOOKS_SANDBOX_CALLS_PER_MINUTE', usual.callsPerMinute),
    callsPerSecond:
      options.callsPerSecond ?? numberFrom('QUICKBOOKS_SANDBOX_CALLS_PER_SECOND', usual.callsPerSecond),
    ...options.settings,
  };
}

function settingsFromEnvironment(): JsonObject {
  const settings: unknown = JSON.parse(process.env.QUICKBOOKS_SANDBOX_SETTINGS || '{}');
  if (!isObject(settings)) throw new Error('QUICKBOOKS_SANDBOX_SETTINGS must be a JSON object of settings.');
  return settings;
}

function numberFrom(variable: string, usual: number): number {
  const text = process.env[variable];
  if (text === undefined || text === '') return usual;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0)
    throw new Error(`${variable} must be a whole number, 0 for no limit.`);
  return number;
}
