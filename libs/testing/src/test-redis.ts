import { Redis } from 'ioredis';

const DATABASES = 16;

/** An empty database of Redis for this worker of jest: test files of two workers never see each other's jobs. */
export async function emptyTestRedis(): Promise<string> {
  const given = process.env.TEST_REDIS_URL;
  if (!given) throw new Error('TEST_REDIS_URL is not set: run npm test, which brings a Redis of its own.');
  const url = new URL(given);
  url.pathname = `/${Number(process.env.JEST_WORKER_ID ?? 1) % DATABASES}`;
  const redis = new Redis(url.href);
  await redis.flushdb();
  await redis.quit();
  return url.href;
}
