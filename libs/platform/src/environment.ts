import { z } from 'zod';

const urlExamples = 'Set it to an https address; plain http is accepted on loopback only';

/** What a service may ask of its environment, one piece for each variable; the remedy is the description. */
export const environment = {
  /** DATABASE_URL */
  databaseUrl: withProtocol(['postgres:', 'postgresql:']).describe(
    'Set it to postgres://user:password@host:5432/database',
  ),
  /** REDIS_URL */
  redisUrl: withProtocol(['redis:', 'rediss:']).describe(
    'Set it to redis://host:6379 or rediss://user:password@host:6379',
  ),
  /** ENCRYPTION_KEYS */
  encryptionKeys: z
    .string()
    .refine(isKeyring, 'is not a list of id:base64 with keys of 32 bytes')
    .describe(
      "Set it to id:base64 with a key made by 'openssl rand -base64 32'; several are parted by commas, current first",
    ),
  /** CIN7_API_URL, with its path */
  cin7ApiUrl: remoteUrl()
    .refine((url) => new URL(url).pathname.length > 1, 'has no path')
    .default('https://inventory.dearsystems.com/ExternalApi/v2')
    .describe('It ends with /ExternalApi/v2'),
  /** CIN7_FILE_ORIGINS, beside the origin of CIN7_API_URL */
  cin7FileOrigins: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((origin) => origin.trim().replace(/\/+$/, '') || []))
    .refine((origins) => origins.every(isRemoteOrigin), 'is not a list of https origins, parted by commas')
    .describe('Set it to scheme and host alone of each place that links of attachments lead to'),
  /** QUICKBOOKS_API_URL, an origin */
  quickBooksApiUrl: remoteUrl()
    .refine((url) => new URL(url).origin === url, 'has a path')
    .default('https://quickbooks.api.intuit.com')
    .describe('Set it to scheme, host and port alone; the path /v3/company/… is ours to add'),
  /** CIN7_CALLS_PER_MINUTE: what Cin7 allows an account; the connection's share is taken of it */
  cin7CallsPerMinute: wholeNumber({ min: 1, max: 100_000_000 })
    .default(60)
    .describe('60 is what Cin7 allows; set it to what was bought'),
  /** QUICKBOOKS_CALLS_PER_MINUTE: what QuickBooks allows a company */
  quickBooksCallsPerMinute: wholeNumber({ min: 1, max: 100_000_000 })
    .default(500)
    .describe('500 is what QuickBooks allows'),
  /** QUICKBOOKS_CALLS_PER_SECOND */
  quickBooksCallsPerSecond: wholeNumber({ min: 1, max: 100_000_000 })
    .default(10)
    .describe('10 is what QuickBooks allows'),
  /** QUICKBOOKS_AUTHORIZE_URL */
  authorizeUrl: remoteUrl().default('https://appcenter.intuit.com/connect/oauth2').describe(urlExamples),
  /** QUICKBOOKS_TOKEN_URL */
  tokenUrl: remoteUrl()
    .default('https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer')
    .describe(urlExamples),
  /** QUICKBOOKS_REVOKE_URL */
  revokeUrl: remoteUrl()
    .default('https://developer.api.intuit.com/v2/oauth2/tokens/revoke')
    .describe(urlExamples),
  /** QUICKBOOKS_CLIENT_ID */
  clientId: z.string().describe("Copy it from your app's keys on developer.intuit.com"),
  /** QUICKBOOKS_CLIENT_SECRET */
  clientSecret: z.string().describe("Copy it from your app's keys on developer.intuit.com"),
  /** PORT; with 0 the system chooses a free one */
  port: wholeNumber({ min: 0, max: 65_535 }).default(3_000).describe('Set it to a port from 0 to 65535'),
  /** LOG_LEVEL */
  logLevel: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('info is right for production'),
  /** PUBLIC_URL, where a browser finds the console */
  publicUrl: remoteUrl().default('http://localhost:3000').describe(urlExamples),
  /** WEBHOOKS_PUBLIC_URL, where providers find the webhooks service; the console's own place if not given */
  webhooksPublicUrl: remoteUrl().optional().describe(urlExamples),
  /** QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS; without any, QuickBooks' door is shut */
  verifierTokens: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((token) => token.trim() || []))
    .describe(
      "Copy it from your app's webhooks on developer.intuit.com; while it changes, both, parted by commas",
    ),
  /** QUICKBOOKS_WEBHOOK_DISTANCE_SECONDS: a reading is metered, and a webhook causes none sooner after the last */
  webhookDistanceSeconds: wholeNumber({ min: 1, max: 86_400 })
    .default(60)
    .describe('60 is right for production'),
  /** API_TOKEN */
  apiToken: z
    .string()
    .min(8, 'is shorter than 8 characters')
    .describe("Make one with 'openssl rand -hex 32'"),
  /** IN_DOUBT_LOOKUP_SECONDS */
  inDoubtLookupSeconds: wholeNumber({ min: 1, max: 3_600 })
    .default(60)
    .describe('60 is right for production'),
  /** IN_DOUBT_SETTLE_SECONDS */
  inDoubtSettleSeconds: wholeNumber({ min: 1, max: 7 * 86_400 })
    .default(21_600)
    .describe('21600 (six hours) is right for production'),
  /** LEASE_SECONDS: how long what a killed service was at is kept from the others */
  leaseSeconds: wholeNumber({ min: 2, max: 3_600 })
    .default(80)
    .describe('80 is right for production; below the time-outs of a call, work is begun twice'),
  /** BILLBRIDGE_ENVIRONMENT, a part of what sealed credentials are bound to */
  environmentName: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/, 'is not made of lower-case letters, digits and hyphens')
    .default('production')
    .describe(
      'Set it to production, staging or the like; credentials sealed under one name open under no other',
    ),
};

/** Variables that belong together, under their own names, for the schema of a service. */
export const environmentGroups = {
  /** The database and the queues. */
  stores: { DATABASE_URL: environment.databaseUrl, REDIS_URL: environment.redisUrl },
  /** Opening credentials. */
  vault: {
    ENCRYPTION_KEYS: environment.encryptionKeys,
    BILLBRIDGE_ENVIRONMENT: environment.environmentName,
  },
  /** Calling QuickBooks. */
  quickBooks: {
    QUICKBOOKS_API_URL: environment.quickBooksApiUrl,
    QUICKBOOKS_AUTHORIZE_URL: environment.authorizeUrl,
    QUICKBOOKS_TOKEN_URL: environment.tokenUrl,
    QUICKBOOKS_REVOKE_URL: environment.revokeUrl,
    QUICKBOOKS_CLIENT_ID: environment.clientId,
    QUICKBOOKS_CLIENT_SECRET: environment.clientSecret,
    QUICKBOOKS_CALLS_PER_MINUTE: environment.quickBooksCallsPerMinute,
    QUICKBOOKS_CALLS_PER_SECOND: environment.quickBooksCallsPerSecond,
  },
  /** Calling Cin7. */
  cin7: { CIN7_API_URL: environment.cin7ApiUrl, CIN7_CALLS_PER_MINUTE: environment.cin7CallsPerMinute },
  /** Working on rows that another worker may take over. */
  leases: { LEASE_SECONDS: environment.leaseSeconds },
};

function withProtocol(protocols: readonly string[]) {
  return z
    .string()
    .refine(
      (url) => protocols.includes(protocolOf(url)),
      `is not an address that starts with ${protocols[0]}//`,
    );
}

/** Tokens go to these addresses, so they leave the machine encrypted or not at all. */
function remoteUrl() {
  return z
    .string()
    .refine((url) => protocolOf(url) === 'https:' || isPlainLoopback(url), 'is not an https address')
    .transform((url) => url.replace(/\/+$/, ''));
}

function isRemoteOrigin(url: string): boolean {
  return (protocolOf(url) === 'https:' || isPlainLoopback(url)) && new URL(url).origin === url;
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}

function isPlainLoopback(url: string): boolean {
  if (protocolOf(url) !== 'http:') return false;
  return /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(new URL(url).hostname);
}

function wholeNumber({ min, max }: { min: number; max: number }) {
  return z
    .string()
    .regex(/^\d{1,9}$/, 'is not a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `is not between ${min} and ${max}`);
}

/** The vault reads the keyring again and says more; this is here so that a bad one is named with all the rest. */
function isKeyring(text: string): boolean {
  return text.split(',').every((entry) => {
    const [, encoded] = /^[A-Za-z0-9_-]{1,32}:([A-Za-z0-9+/_-]+={0,2})$/.exec(entry.trim()) ?? [];
    return encoded !== undefined && Buffer.from(encoded, 'base64').length === 32;
  });
}
