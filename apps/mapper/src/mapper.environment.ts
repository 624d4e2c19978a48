import { z } from 'zod';
import { environment } from '#libs/platform';

/** The mapper calls nobody and opens no credential. */
export const mapperEnvironment = z.object({
  DATABASE_URL: environment.databaseUrl,
  REDIS_URL: environment.redisUrl,
  LOG_LEVEL: environment.logLevel,
});

export type MapperEnvironment = z.infer<typeof mapperEnvironment>;
