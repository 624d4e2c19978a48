import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { environment } from './environment.js';
import { EnvironmentError } from './environment-error.js';
import { readEnvironment } from './read-environment.js';

const schema = z.object({
  DATABASE_URL: environment.databaseUrl,
  REDIS_URL: environment.redisUrl,
  ENCRYPTION_KEYS: environment.encryptionKeys,
  CIN7_API_URL: environment.cin7ApiUrl,
  QUICKBOOKS_API_URL: environment.quickBooksApiUrl,
  QUICKBOOKS_TOKEN_URL: environment.tokenUrl,
  QUICKBOOKS_CLIENT_SECRET: environment.clientSecret,
  PORT: environment.port,
  LOG_LEVEL: environment.logLevel,
  API_TOKEN: environment.apiToken.optional(),
  IN_DOUBT_SETTLE_SECONDS: environment.inDoubtSettleSeconds,
  BILLBRIDGE_ENVIRONMENT: environment.environmentName,
});

const good = {
  DATABASE_URL: 'postgres://u:p@localhost/billbridge',
  REDIS_URL: 'redis://localhost:6379',
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')},k0:${Buffer.alloc(32, 2).toString('base64url')}`,
  QUICKBOOKS_CLIENT_SECRET: 's3cret',
};

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readEnvironment(schema, env);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
  }
  throw new Error('expected an EnvironmentError');
}

describe('readEnvironment', () => {
  it('gives what is set, and the real addresses where nothing is', () => {
    expect(readEnvironment(schema, { ...good, PORT: '0', UNRELATED: 'x' })).toEqual({
      ...good,
      CIN7_API_URL: 'https://inventory.dearsystems.com/ExternalApi/v2',
      QUICKBOOKS_API_URL: 'https://quickbooks.api.intuit.com',
      QUICKBOOKS_TOKEN_URL: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
      PORT: 0,
      LOG_LEVEL: 'info',
      IN_DOUBT_SETTLE_SECONDS: 21_600,
      BILLBRIDGE_ENVIRONMENT: 'production',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readEnvironment(schema, { ...good, PORT: '', API_TOKEN: ' ' })).toMatchObject({ PORT: 3_000 });
  });

  it('takes plain http on loopback, and cuts a slash at the end', () => {
    const env = {
      ...good,
      CIN7_API_URL: 'http://127.0.0.1:4010/ExternalApi/v2/',
      QUICKBOOKS_API_URL: 'http://localhost:4020/',
    };
    expect(readEnvironment(schema, env)).toMatchObject({
      CIN7_API_URL: 'http://127.0.0.1:4010/ExternalApi/v2',
      QUICKBOOKS_API_URL: 'http://localhost:4020',
    });
  });

  it('names every problem at once, each with its remedy', () => {
    const problems = problemsOf({ LOG_LEVEL: 'loud', PORT: '70000' });
    expect(problems).toHaveLength(6);
    expect(problems[0]).toBe(
      'DATABASE_URL is not set. Set it to postgres://user:password@host:5432/database.',
    );
    expect(problems.join('\n')).toContain("PORT is not between 0 and 65535 (it is '70000')");
  });

  it('lists the allowed words', () => {
    expect(problemsOf({ ...good, LOG_LEVEL: 'loud' })).toEqual([
      "LOG_LEVEL is not one of fatal, error, warn, info, debug, trace, silent (it is 'loud'). info is right for production.",
    ]);
  });

  it('finds the remedy of an optional variable too', () => {
    expect(problemsOf({ ...good, API_TOKEN: 'hush' })).toEqual([
      "API_TOKEN is shorter than 8 characters. Make one with 'openssl rand -hex 32'.",
    ]);
  });

  it.each([
    ['CIN7_API_URL', 'http://inventory.dearsystems.com/ExternalApi/v2', 'is not an https address'],
    ['CIN7_API_URL', 'https://inventory.dearsystems.com', 'has no path'],
    ['QUICKBOOKS_API_URL', 'https://quickbooks.api.intuit.com/v3/company', 'has a path'],
    ['QUICKBOOKS_API_URL', 'http://localhost.evil.test', 'is not an https address'],
    ['PORT', '80x', 'is not a whole number'],
    ['PORT', '0x10', 'is not a whole number'],
    ['IN_DOUBT_SETTLE_SECONDS', '0', 'is not between 1 and 604800'],
    ['BILLBRIDGE_ENVIRONMENT', 'My Shop', 'is not made of lower-case letters'],
  ])('refuses %s=%s', (name, value, words) => {
    const [problem] = problemsOf({ ...good, [name]: value });
    expect(problem).toContain(`${name} ${words}`);
    expect(problem).toContain(value);
  });

  it.each([
    ['DATABASE_URL', 'mysql://u:hush@host/db'],
    ['DATABASE_URL', 'hush'],
    ['REDIS_URL', 'http://:hush@host'],
    ['ENCRYPTION_KEYS', 'k1:hush'],
    ['ENCRYPTION_KEYS', `hush${Buffer.alloc(32, 1).toString('base64')}`],
    ['API_TOKEN', 'hush'],
    ['CIN7_API_URL', 'http://u:hush@host/'],
  ])('T7: never repeats a secret: %s', (name, value) => {
    const problem = problemsOf({ ...good, [name]: value }).join();
    expect(problem).toContain(name);
    expect(problem).not.toContain('hush');
  });

  it('T7: hides a secret even where the message of a piece repeats it', () => {
    const careless = z.object({ MY_TOKEN: z.string().refine(() => false, 'hush-hush is not good') });
    expect(() => readEnvironment(careless, { MY_TOKEN: 'hush-hush' })).toThrow('[hidden] is not good');
  });
});
