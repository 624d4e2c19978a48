import { randomBytes } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { type Surroundings, startService, thisProcess } from '#libs/platform';
import { createTestDatabase, emptyTestRedis, type TestDatabase } from '#libs/testing';
import { consoleService } from '../src/console.service.js';
import { type FakeProvider, fakeProvider } from './fake-provider.js';

export const API_TOKEN = 'a-token-for-tests-0123456789';

/** Answers are looked at with matchers, so their shapes are left open here. */
// biome-ignore lint/suspicious/noExplicitAny: the shapes are what the tests are about
export type Json = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** The console as in production, on a database of its own, with providers that answer what a test tells them. */
export class StartedConsole {
  private constructor(
    readonly app: NestExpressApplication,
    readonly url: string,
    readonly cin7: FakeProvider,
    readonly quickBooks: FakeProvider,
    private readonly test: TestDatabase,
  ) {}

  static async start(): Promise<StartedConsole> {
    const [cin7, quickBooks, test] = await Promise.all([
      fakeProvider(),
      fakeProvider(),
      createTestDatabase(),
    ]);
    const redisUrl = await emptyTestRedis();
    const env = environmentOf({ test, redisUrl, cin7Url: cin7.origin, quickBooksUrl: quickBooks.origin });
    const app = await startService(consoleService, surroundingsWith(env));
    const url = (await app.getUrl()).replace('0.0.0.0', '127.0.0.1');
    return new StartedConsole(app, url, cin7, quickBooks, test);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await Promise.all([this.cin7.close(), this.quickBooks.close(), this.test.drop()]);
  }

  get database(): DataSource {
    return this.app.get(DataSource);
  }

  /** As automation, with the token. */
  api(method: string, path: string, body?: unknown): Promise<Answer> {
    const authorization = `Bearer ${API_TOKEN}`;
    return this.fetch(`/api/v1${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Answer> {
    const answer = await fetch(`${this.url}${path}`, { redirect: 'manual', ...init });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  }
}

interface Places {
  readonly test: TestDatabase;
  readonly redisUrl: string;
  readonly cin7Url: string;
  readonly quickBooksUrl: string;
}

function environmentOf({ test, redisUrl, cin7Url, quickBooksUrl }: Places): NodeJS.ProcessEnv {
  return {
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: test.url,
    REDIS_URL: redisUrl,
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    BILLBRIDGE_ENVIRONMENT: 'test',
    CIN7_API_URL: `${cin7Url}/ExternalApi/v2`,
    QUICKBOOKS_API_URL: quickBooksUrl,
    QUICKBOOKS_AUTHORIZE_URL: `${quickBooksUrl}/connect/oauth2`,
    QUICKBOOKS_TOKEN_URL: `${quickBooksUrl}/tokens`,
    QUICKBOOKS_REVOKE_URL: `${quickBooksUrl}/revoke`,
    QUICKBOOKS_CLIENT_ID: 'client',
    QUICKBOOKS_CLIENT_SECRET: 'client-secret',
    PUBLIC_URL: 'http://localhost:3000',
    API_TOKEN,
  };
}

function surroundingsWith(env: NodeJS.ProcessEnv): Surroundings {
  return { ...thisProcess(), env, on: () => undefined, tellParent: () => undefined };
}
