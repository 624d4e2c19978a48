import { z } from 'zod';
import { environment } from '#libs/platform';

export const consoleEnvironment = z.object({
  DATABASE_URL: environment.databaseUrl,
  REDIS_URL: environment.redisUrl,
  ENCRYPTION_KEYS: environment.encryptionKeys,
  BILLBRIDGE_ENVIRONMENT: environment.environmentName,
  CIN7_API_URL: environment.cin7ApiUrl,
  QUICKBOOKS_API_URL: environment.quickBooksApiUrl,
  QUICKBOOKS_AUTHORIZE_URL: environment.authorizeUrl,
  QUICKBOOKS_TOKEN_URL: environment.tokenUrl,
  QUICKBOOKS_REVOKE_URL: environment.revokeUrl,
  QUICKBOOKS_CLIENT_ID: environment.clientId,
  QUICKBOOKS_CLIENT_SECRET: environment.clientSecret,
  PUBLIC_URL: environment.publicUrl,
  /** The only way to sign in as yet, so the console does not start without it. */
  API_TOKEN: environment.apiToken,
  LOG_LEVEL: environment.logLevel,
});

export type ConsoleEnvironment = z.infer<typeof consoleEnvironment>;
