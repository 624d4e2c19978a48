import { z } from 'zod';
import { environment } from '#libs/platform';

export const webhooksEnvironment = z.object({
  LOG_LEVEL: environment.logLevel,
});

export type WebhooksEnvironment = z.infer<typeof webhooksEnvironment>;
