import { z } from 'zod';
import { environment, environmentGroups } from '#libs/platform';

export const consoleEnvironment = z.object({
  ...environmentGroups.stores,
  ...environmentGroups.vault,
  ...environmentGroups.cin7,
  ...environmentGroups.quickBooks,
  ...environmentGroups.leases,
  PUBLIC_URL: environment.publicUrl,
  WEBHOOKS_PUBLIC_URL: environment.webhooksPublicUrl,
  /** The only way to sign in as yet, so the console does not start without it. */
  API_TOKEN: environment.apiToken,
  LOG_LEVEL: environment.logLevel,
});

export type ConsoleEnvironment = z.infer<typeof consoleEnvironment>;
