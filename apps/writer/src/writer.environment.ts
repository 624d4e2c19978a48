import { z } from 'zod';
import { environment } from '#libs/platform';

/** What the writer reads from its surroundings. */
export const writerEnvironment = z.object({
  DATABASE_URL: environment.databaseUrl,
  REDIS_URL: environment.redisUrl,
  ENCRYPTION_KEYS: environment.encryptionKeys,
  BILLBRIDGE_ENVIRONMENT: environment.environmentName,
  QUICKBOOKS_API_URL: environment.quickBooksApiUrl,
  QUICKBOOKS_AUTHORIZE_URL: environment.authorizeUrl,
  QUICKBOOKS_TOKEN_URL: environment.tokenUrl,
  QUICKBOOKS_REVOKE_URL: environment.revokeUrl,
  QUICKBOOKS_CLIENT_ID: environment.clientId,
  QUICKBOOKS_CLIENT_SECRET: environment.clientSecret,
  IN_DOUBT_LOOKUP_SECONDS: environment.inDoubtLookupSeconds,
  IN_DOUBT_SETTLE_SECONDS: environment.inDoubtSettleSeconds,
  LOG_LEVEL: environment.logLevel,
});

export type WriterEnvironment = z.infer<typeof writerEnvironment>;
