import { z } from 'zod';
import { environment, environmentGroups } from '#libs/platform';

export const pollerEnvironment = z.object({
  ...environmentGroups.stores,
  ...environmentGroups.vault,
  ...environmentGroups.cin7,
  ...environmentGroups.quickBooks,
  ...environmentGroups.leases,
  QUICKBOOKS_WEBHOOK_DISTANCE_SECONDS: environment.webhookDistanceSeconds,
  LOG_LEVEL: environment.logLevel,
});

export type PollerEnvironment = z.infer<typeof pollerEnvironment>;
