import { z } from 'zod';
import { environment, environmentGroups } from '#libs/platform';

/** No keys: this is the service that anybody can reach, and it opens no credentials. */
export const webhooksEnvironment = z.object({
  ...environmentGroups.stores,
  QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS: environment.verifierTokens,
  LOG_LEVEL: environment.logLevel,
});

export type WebhooksEnvironment = z.infer<typeof webhooksEnvironment>;
