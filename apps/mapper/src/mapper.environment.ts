import { z } from 'zod';
import { environment, environmentGroups } from '#libs/platform';

/** The mapper calls nobody and opens no credential. */
export const mapperEnvironment = z.object({
  ...environmentGroups.stores,
  LOG_LEVEL: environment.logLevel,
});

export type MapperEnvironment = z.infer<typeof mapperEnvironment>;
