import { z } from 'zod';
import { environment, environmentGroups } from '#libs/platform';

export const pollerEnvironment = z.object({
  ...environmentGroups.stores,
  ...environmentGroups.vault,
  ...environmentGroups.quickBooks,
  ...environmentGroups.leases,
  CIN7_API_URL: environment.cin7ApiUrl,
  QUICKBOOKS_WEBHOOK_DISTANCE_SECONDS: environment.webhookDistanceSeconds,
  LOG_LEVEL: environment.logLevel,
});

export type PollerEnvironment = z.infer<typeof pollerEnvironment>;
