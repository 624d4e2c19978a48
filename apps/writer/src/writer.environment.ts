import { z } from 'zod';
import { environment, environmentGroups } from '#libs/platform';

export const writerEnvironment = z.object({
  ...environmentGroups.stores,
  ...environmentGroups.vault,
  ...environmentGroups.quickBooks,
  ...environmentGroups.leases,
  CIN7_API_URL: environment.cin7ApiUrl,
  CIN7_FILE_ORIGINS: environment.cin7FileOrigins,
  IN_DOUBT_LOOKUP_SECONDS: environment.inDoubtLookupSeconds,
  IN_DOUBT_SETTLE_SECONDS: environment.inDoubtSettleSeconds,
  LOG_LEVEL: environment.logLevel,
});

export type WriterEnvironment = z.infer<typeof writerEnvironment>;
